// GetPublicKey: the public half and what it is good for.
import { list, required, structure } from '../../../core/shape.ts';
import { currentMaterial } from '../cryptography.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { metadataOf } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import { requireUsable } from '../key-state.ts';
import * as shapes from '../shapes.ts';

export const getPublicKeyOperation = kmsOperation({
  name: 'GetPublicKey',
  input: structure({ KeyId: required(shapes.keyId), GrantTokens: shapes.grantTokens }),
  output: structure({
    KeyId: shapes.keyId,
    PublicKey: shapes.publicKey,
    CustomerMasterKeySpec: shapes.customerMasterKeySpec,
    KeySpec: shapes.keySpec,
    KeyUsage: shapes.keyUsage,
    EncryptionAlgorithms: list(shapes.encryptionAlgorithm),
    SigningAlgorithms: list(shapes.signingAlgorithm),
    KeyAgreementAlgorithms: list(shapes.keyAgreementAlgorithm),
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:GetPublicKey', aliases: true, crossAccount: true }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'GetPublicKey',
      key,
      call,
      deps,
      named: input.KeyId,
      grantTokens: input.GrantTokens,
      grantOperation: 'GetPublicKey',
    }),
  run({ target: key }) {
    requireUsable(key);
    const { publicKey } = currentMaterial(key);
    if (!publicKey) throw errors.unsupported(`${key.arn} is not an asymmetric key.`);
    const { EncryptionAlgorithms, SigningAlgorithms, KeyAgreementAlgorithms, ...metadata } = metadataOf(key);
    return {
      KeyId: key.arn,
      PublicKey: publicKey,
      CustomerMasterKeySpec: metadata.CustomerMasterKeySpec,
      KeySpec: key.spec,
      KeyUsage: key.usage,
      ...(EncryptionAlgorithms && { EncryptionAlgorithms }),
      ...(SigningAlgorithms && { SigningAlgorithms }),
      ...(KeyAgreementAlgorithms && { KeyAgreementAlgorithms }),
    };
  },
});
