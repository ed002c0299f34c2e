// GetKeyLastUsage: the last cryptographic operation that succeeded, its time and request.
import { oneOf, required, string, structure, timestamp } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import * as shapes from '../shapes.ts';

const operation = oneOf(
  'Decrypt',
  'DeriveSharedSecret',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateMac',
  'ReEncrypt',
  'Sign',
  'Verify',
  'VerifyMac',
);

export const getKeyLastUsageOperation = kmsOperation({
  name: 'GetKeyLastUsage',
  input: structure({ KeyId: required(shapes.keyId) }),
  output: structure({
    KeyId: shapes.keyId,
    KeyLastUsage: structure({
      Operation: operation,
      Timestamp: timestamp(),
      CloudTrailEventId: string(),
      KmsRequestId: string(),
    }),
    TrackingStartDate: timestamp(),
    KeyCreationDate: timestamp(),
  }),
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:GetKeyLastUsage' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'GetKeyLastUsage', key, call, deps }),
  run({ target: key, deps }) {
    const last = deps.usage.last(key.arn);
    return {
      KeyId: key.arn,
      KeyLastUsage: last
        ? {
            Operation: last.operation,
            Timestamp: new Date(last.time),
            KmsRequestId: last.requestId,
          }
        : {},
      // Every key here has been watched from its first day on.
      TrackingStartDate: new Date(key.created),
      KeyCreationDate: new Date(key.created),
    };
  },
});
