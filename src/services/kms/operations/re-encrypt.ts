// ReEncrypt: opens under one key and seals under another, with the permission of each.
import { required, structure } from '../../../core/shape.ts';
import { resolveCiphertext } from '../ciphertext-key.ts';
import {
  decryptUnder,
  encryptUnder,
  refuseContext,
  requireAlgorithm,
  requireDecryptable,
  requireFit,
} from '../cryptography.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import { isSymmetric } from '../key-spec.ts';
import * as shapes from '../shapes.ts';

export const reEncryptOperation = kmsOperation({
  name: 'ReEncrypt',
  input: structure({
    CiphertextBlob: shapes.ciphertext,
    SourceEncryptionContext: shapes.encryptionContext,
    SourceKeyId: shapes.keyId,
    DestinationKeyId: required(shapes.keyId),
    DestinationEncryptionContext: shapes.encryptionContext,
    SourceEncryptionAlgorithm: shapes.encryptionAlgorithm,
    DestinationEncryptionAlgorithm: shapes.encryptionAlgorithm,
    GrantTokens: shapes.grantTokens,
    DryRun: shapes.dryRun,
    DryRunModifiers: shapes.dryRunModifiers,
  }),
  output: structure({
    CiphertextBlob: shapes.ciphertext,
    SourceKeyId: shapes.keyId,
    KeyId: shapes.keyId,
    SourceEncryptionAlgorithm: shapes.encryptionAlgorithm,
    DestinationEncryptionAlgorithm: shapes.encryptionAlgorithm,
    SourceKeyMaterialId: shapes.keyMaterialId,
    DestinationKeyMaterialId: shapes.keyMaterialId,
  }),
  resolve({ input, call, deps }) {
    const source = resolveCiphertext(deps, call, {
      action: 'kms:ReEncryptFrom',
      keyId: input.SourceKeyId,
      blob: input.CiphertextBlob,
      algorithm: input.SourceEncryptionAlgorithm,
      ignoresBlob: input.DryRun === true && input.DryRunModifiers?.includes('IGNORE_CIPHERTEXT') === true,
    });
    const destination = resolveKey(deps, call, input.DestinationKeyId, {
      action: 'kms:ReEncryptTo',
      aliases: true,
      crossAccount: true,
    });
    return { source, destination };
  },
  access({ input, target: { source, destination }, call, deps }) {
    const shared = { call, deps, grantTokens: input.GrantTokens };
    const onSameKey = source.key.arn === destination.arn;
    return [
      keyAccess({
        ...shared,
        action: 'ReEncryptFrom',
        key: source.key,
        named: input.SourceKeyId,
        encryptionContext: input.SourceEncryptionContext,
        grantOperation: 'ReEncryptFrom',
        conditions: {
          'kms:EncryptionAlgorithm': input.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
          'kms:ReEncryptOnSameKey': onSameKey,
        },
      }),
      keyAccess({
        ...shared,
        action: 'ReEncryptTo',
        key: destination,
        named: input.DestinationKeyId,
        encryptionContext: input.DestinationEncryptionContext,
        grantOperation: 'ReEncryptTo',
        conditions: {
          'kms:EncryptionAlgorithm': input.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
          'kms:ReEncryptOnSameKey': onSameKey,
        },
      }),
    ];
  },
  run({ input, target: { source, destination }, call, deps }) {
    const {
      SourceEncryptionAlgorithm: from = 'SYMMETRIC_DEFAULT',
      DestinationEncryptionAlgorithm: to = 'SYMMETRIC_DEFAULT',
      SourceEncryptionContext: sourceContext,
      DestinationEncryptionContext: destinationContext,
    } = input;
    const { key, blob, envelope } = source;
    requireDecryptable(key, from, blob, envelope, 'ReEncryptFrom');
    // AWS names the permission here, not the operation (facts/kms.md §8).
    requireFit(destination, 'ENCRYPT_DECRYPT', 'ReEncryptTo');
    requireAlgorithm(destination, to);
    refuseContext(sourceContext, from);
    refuseContext(destinationContext, to);
    if (!blob) throw errors.dryRun();
    const opened = decryptUnder(key, from, blob, envelope, sourceContext);
    try {
      const sealed = encryptUnder(deps, destination, to, opened.plaintext, destinationContext);
      if (input.DryRun) throw errors.dryRun();
      deps.usage.note(key.arn, 'ReEncrypt', call.time, call.requestId);
      deps.usage.note(destination.arn, 'ReEncrypt', call.time, call.requestId);
      return {
        CiphertextBlob: sealed.blob,
        SourceKeyId: key.arn,
        KeyId: destination.arn,
        SourceEncryptionAlgorithm: from,
        DestinationEncryptionAlgorithm: to,
        ...(isSymmetric(key.spec) && { SourceKeyMaterialId: opened.material.handle }),
        ...(isSymmetric(destination.spec) && { DestinationKeyMaterialId: sealed.material.handle }),
      };
    } finally {
      opened.plaintext.fill(0);
    }
  },
});
