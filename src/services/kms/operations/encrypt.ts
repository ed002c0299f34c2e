// Encrypt: under a symmetric key into AWS's frame, under an RSA key by OAEP.
import { required, structure } from '../../../core/shape.ts';
import { encryptUnder, refuseContext, requireAlgorithm, requireFit } from '../cryptography.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import * as shapes from '../shapes.ts';

export const encryptOperation = kmsOperation({
  name: 'Encrypt',
  input: structure({
    KeyId: required(shapes.keyId),
    Plaintext: required(shapes.plaintext),
    EncryptionContext: shapes.encryptionContext,
    GrantTokens: shapes.grantTokens,
    EncryptionAlgorithm: shapes.encryptionAlgorithm,
    DryRun: shapes.dryRun,
  }),
  output: structure({
    CiphertextBlob: required(shapes.ciphertext),
    KeyId: required(shapes.keyId),
    EncryptionAlgorithm: shapes.encryptionAlgorithm,
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:Encrypt', aliases: true, crossAccount: true }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'Encrypt',
      key,
      call,
      deps,
      named: input.KeyId,
      encryptionContext: input.EncryptionContext,
      grantTokens: input.GrantTokens,
      grantOperation: 'Encrypt',
      conditions: { 'kms:EncryptionAlgorithm': input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT' },
    }),
  run({ input, target: key, call, deps }) {
    const { EncryptionAlgorithm: algorithm = 'SYMMETRIC_DEFAULT', EncryptionContext: context } = input;
    requireFit(key, 'ENCRYPT_DECRYPT', 'Encrypt');
    requireAlgorithm(key, algorithm);
    refuseContext(context, algorithm);
    const { blob } = encryptUnder(deps, key, algorithm, input.Plaintext, context);
    if (input.DryRun) throw errors.dryRun();
    deps.usage.note(key.arn, 'Encrypt', call.time, call.requestId);
    return { CiphertextBlob: blob, KeyId: key.arn, EncryptionAlgorithm: algorithm };
  },
});
