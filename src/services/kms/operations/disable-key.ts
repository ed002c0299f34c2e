// DisableKey: from the next request on, nothing is sealed or opened.
import { empty, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import { changeKey } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { requireSwitchable } from '../key-state.ts';
import * as shapes from '../shapes.ts';

export const disableKeyOperation = kmsOperation({
  name: 'DisableKey',
  input: structure({ KeyId: required(shapes.keyId) }),
  output: empty,
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:DisableKey' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'DisableKey', key, call, deps }),
  async run({ target: key, deps }) {
    await changeKey(deps, key, (current) => {
      requireSwitchable(current);
      return { ...current, state: 'Disabled' };
    });
    deps.schedule.plan();
    return {};
  },
});
