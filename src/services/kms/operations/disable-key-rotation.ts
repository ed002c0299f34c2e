// DisableKeyRotation: for every key of a multi-Region set at once.
import { empty, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { requireRotationSettable, setRotation } from '../rotation-rules.ts';
import * as shapes from '../shapes.ts';

export const disableKeyRotationOperation = kmsOperation({
  name: 'DisableKeyRotation',
  input: structure({ KeyId: required(shapes.keyId) }),
  output: empty,
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:DisableKeyRotation' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'DisableKeyRotation', key, call, deps }),
  async run({ target, deps }) {
    await commitOn(deps, target, (key) => {
      requireRotationSettable(key);
      setRotation(deps, key, null, null);
    });
    deps.schedule.plan();
    return {};
  },
});
