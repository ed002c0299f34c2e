// EnableKeyRotation: the first date counts from today, also where it was on before.
import { empty, integer, required, structure } from '../../../core/shape.ts';
import { daysAfter } from '../dates.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { requireRotationSettable, setRotation } from '../rotation-rules.ts';
import * as shapes from '../shapes.ts';

const DEFAULT_PERIOD = 365;

export const enableKeyRotationOperation = kmsOperation({
  name: 'EnableKeyRotation',
  input: structure({
    KeyId: required(shapes.keyId),
    RotationPeriodInDays: integer({ min: 90, max: 2560 }),
  }),
  output: empty,
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:EnableKeyRotation' }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'EnableKeyRotation',
      key,
      call,
      deps,
      conditions: { 'kms:RotationPeriodInDays': input.RotationPeriodInDays ?? DEFAULT_PERIOD },
    }),
  async run({ input, target, call, deps }) {
    await commitOn(deps, target, (key) => {
      requireRotationSettable(key);
      const period = input.RotationPeriodInDays ?? DEFAULT_PERIOD;
      setRotation(deps, key, period, daysAfter(call.time, period));
    });
    deps.schedule.plan();
    return {};
  },
});
