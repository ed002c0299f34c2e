// Decrypt: opens a blob under the key its frame leads to, or under the one named.
import { required, structure } from '../../../core/shape.ts';
import { resolveCiphertext } from '../ciphertext-key.ts';
import { decryptUnder, requireDecryptable } from '../cryptography.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { isSymmetric } from '../key-spec.ts';
import { refuseRecipient } from '../recipient.ts';
import * as shapes from '../shapes.ts';

export const decryptOperation = kmsOperation({
  name: 'Decrypt',
  input: structure({
    CiphertextBlob: shapes.ciphertext,
    EncryptionContext: shapes.encryptionContext,
    GrantTokens: shapes.grantTokens,
    KeyId: shapes.keyId,
    EncryptionAlgorithm: shapes.encryptionAlgorithm,
    Recipient: shapes.recipient,
    DryRun: shapes.dryRun,
    DryRunModifiers: shapes.dryRunModifiers,
  }),
  output: structure({
    KeyId: required(shapes.keyId),
    Plaintext: required(shapes.plaintext),
    EncryptionAlgorithm: shapes.encryptionAlgorithm,
    CiphertextForRecipient: shapes.ciphertext,
    KeyMaterialId: shapes.keyMaterialId,
  }),
  resolve: ({ input, call, deps }) =>
    resolveCiphertext(deps, call, {
      action: 'kms:Decrypt',
      keyId: input.KeyId,
      blob: input.CiphertextBlob,
      algorithm: input.EncryptionAlgorithm,
      ignoresBlob: input.DryRun === true && input.DryRunModifiers?.includes('IGNORE_CIPHERTEXT') === true,
    }),
  access: ({ input, target: { key }, call, deps }) =>
    keyAccess({
      action: 'Decrypt',
      key,
      call,
      deps,
      named: input.KeyId,
      encryptionContext: input.EncryptionContext,
      grantTokens: input.GrantTokens,
      grantOperation: 'Decrypt',
      conditions: { 'kms:EncryptionAlgorithm': input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT' },
    }),
  run({ input, target: { key, blob, envelope }, call, deps }) {
    const { EncryptionAlgorithm: algorithm = 'SYMMETRIC_DEFAULT', EncryptionContext: context } = input;
    requireDecryptable(key, algorithm, blob, envelope, 'Decrypt');
    refuseRecipient(input.Recipient);
    if (!blob) throw errors.dryRun();
    const { plaintext, material } = decryptUnder(key, algorithm, blob, envelope, context);
    if (input.DryRun) {
      plaintext.fill(0);
      throw errors.dryRun();
    }
    deps.usage.note(key.arn, 'Decrypt', call.time, call.requestId);
    return {
      KeyId: key.arn,
      Plaintext: plaintext,
      EncryptionAlgorithm: algorithm,
      ...(isSymmetric(key.spec) && { KeyMaterialId: material.handle }),
    };
  },
});
