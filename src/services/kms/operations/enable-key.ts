// EnableKey: and the rotation that was missed meanwhile is made up for.
import { empty, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import { changeKey } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { requireSwitchable } from '../key-state.ts';
import * as shapes from '../shapes.ts';

export const enableKeyOperation = kmsOperation({
  name: 'EnableKey',
  input: structure({ KeyId: required(shapes.keyId) }),
  output: empty,
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:EnableKey' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'EnableKey', key, call, deps }),
  async run({ target: key, call, deps }) {
    await changeKey(deps, key, (current) => {
      requireSwitchable(current);
      // A rotation missed while disabled happens now, once, and its rhythm starts anew (GetKeyRotationStatus).
      const { nextRotation } = current;
      const overdue = nextRotation !== null && nextRotation < call.time;
      return { ...current, state: 'Enabled', ...(overdue && { nextRotation: call.time }) };
    });
    deps.schedule.plan();
    return {};
  },
});
