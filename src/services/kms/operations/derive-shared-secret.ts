// DeriveSharedSecret: ECDH with a peer of the same curve.
import { createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
import { required, structure } from '../../../core/shape.ts';
import { currentMaterial, requireFit } from '../cryptography.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import { refuseRecipient } from '../recipient.ts';
import * as shapes from '../shapes.ts';

export const deriveSharedSecretOperation = kmsOperation({
  name: 'DeriveSharedSecret',
  input: structure({
    KeyId: required(shapes.keyId),
    KeyAgreementAlgorithm: required(shapes.keyAgreementAlgorithm),
    PublicKey: required(shapes.publicKey),
    GrantTokens: shapes.grantTokens,
    DryRun: shapes.dryRun,
    Recipient: shapes.recipient,
  }),
  output: structure({
    KeyId: shapes.keyId,
    SharedSecret: shapes.plaintext,
    CiphertextForRecipient: shapes.ciphertext,
    KeyAgreementAlgorithm: shapes.keyAgreementAlgorithm,
    KeyOrigin: shapes.origin,
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, {
      action: 'kms:DeriveSharedSecret',
      aliases: true,
      crossAccount: true,
    }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'DeriveSharedSecret',
      key,
      call,
      deps,
      named: input.KeyId,
      grantTokens: input.GrantTokens,
      grantOperation: 'DeriveSharedSecret',
      conditions: { 'kms:KeyAgreementAlgorithm': input.KeyAgreementAlgorithm },
    }),
  run({ input, target: key, call, deps }) {
    requireFit(key, 'KEY_AGREEMENT', 'DeriveSharedSecret');
    refuseRecipient(input.Recipient);
    const secret = agree(key.secret(currentMaterial(key)), input.PublicKey);
    if (input.DryRun) {
      secret.fill(0);
      throw errors.dryRun();
    }
    deps.usage.note(key.arn, 'DeriveSharedSecret', call.time, call.requestId);
    return {
      KeyId: key.arn,
      SharedSecret: secret,
      KeyAgreementAlgorithm: input.KeyAgreementAlgorithm,
      KeyOrigin: key.origin,
    };
  },
});

/** A key of another curve, or no key at all, is one refusal without a word (recorded). */
function agree(privateKey: KeyObject, spki: Uint8Array): Buffer {
  try {
    const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    const curve = privateKey.asymmetricKeyDetails?.namedCurve;
    if (publicKey.asymmetricKeyType === 'ec' && publicKey.asymmetricKeyDetails?.namedCurve === curve) {
      return diffieHellman({ privateKey, publicKey });
    }
  } catch {
    // Refused below, like the other curve.
  }
  throw errors.validation();
}
