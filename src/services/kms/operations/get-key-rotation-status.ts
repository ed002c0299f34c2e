// GetKeyRotationStatus: whether, how often and when next.
import { boolean, integer, required, structure, timestamp } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import { isSymmetric } from '../key-spec.ts';
import { isPendingDeletion } from '../key-state.ts';
import { requireAutomaticallyRotatable } from '../rotation-rules.ts';
import * as shapes from '../shapes.ts';

export const getKeyRotationStatusOperation = kmsOperation({
  name: 'GetKeyRotationStatus',
  input: structure({ KeyId: required(shapes.keyId) }),
  output: structure({
    KeyRotationEnabled: boolean(),
    KeyId: shapes.keyId,
    RotationPeriodInDays: integer({ min: 90, max: 2560 }),
    NextRotationDate: timestamp(),
    OnDemandRotationStartDate: timestamp(),
  }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:GetKeyRotationStatus', crossAccount: true }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'GetKeyRotationStatus', key, call, deps }),
  run({ target: key }) {
    // Keys that can never rotate say no; of symmetric ones only AWS's own material has a status at all.
    if (isSymmetric(key.spec)) requireAutomaticallyRotatable(key);
    const { rotationPeriod, nextRotation } = key;
    // A key that awaits its deletion says false, and remembers.
    if (rotationPeriod === null || nextRotation === null || isPendingDeletion(key)) {
      return { KeyId: key.arn, KeyRotationEnabled: false };
    }
    return {
      KeyId: key.arn,
      KeyRotationEnabled: true,
      RotationPeriodInDays: rotationPeriod,
      NextRotationDate: new Date(nextRotation),
    };
  },
});
