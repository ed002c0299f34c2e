// RotateKeyOnDemand: fresh material now, or the imported material that waits.
import { required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { commitOn } from '../key-change.ts';
import { resolveKey } from '../key-resolution.ts';
import { isSymmetric } from '../key-spec.ts';
import { requireUsable } from '../key-state.ts';
import { rotateToFresh, rotateToPending } from '../rotation.ts';
import * as shapes from '../shapes.ts';

/** RotateKeyOnDemand's page; it was 10 when the refusal was recorded. */
const MAX_ON_DEMAND = 25;

export const rotateKeyOnDemandOperation = kmsOperation({
  name: 'RotateKeyOnDemand',
  input: structure({ KeyId: required(shapes.keyId) }),
  output: structure({ KeyId: shapes.keyId }),
  resolve: ({ input, call, deps }) =>
    resolveKey(deps, call, input.KeyId, { action: 'kms:RotateKeyOnDemand' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'RotateKeyOnDemand', key, call, deps }),
  async run({ target, call, deps }) {
    const creation = { ...deps, random: deps.platform.random };
    await commitOn(deps, target, (key) => {
      // A disabled or empty key says so before its spec does (recorded).
      requireUsable(key);
      if (!isSymmetric(key.spec)) throw errors.unsupported();
      if (key.multiRegion === 'REPLICA') throw errors.notPrimary(key.arn);
      if (key.onDemandRotations >= MAX_ON_DEMAND) {
        throw errors.limitExceeded(
          `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${key.arn}`,
        );
      }
      if (key.origin === 'AWS_KMS') rotateToFresh(creation, key, [call.time], 'ON_DEMAND');
      else {
        const pending = key.materials.find(
          ({ state, wrapped }) => state === 'PENDING_ROTATION' && wrapped !== null,
        );
        if (!pending) {
          throw errors.invalidState(`No available key material pending rotation for the key: ${key.arn}.`);
        }
        rotateToPending(creation, key, pending, call.time);
      }
      const rotated = deps.keys.find(key.arn) ?? key;
      deps.keys.save({ ...rotated, onDemandRotations: key.onDemandRotations + 1 });
    });
    return { KeyId: target.arn };
  },
});
