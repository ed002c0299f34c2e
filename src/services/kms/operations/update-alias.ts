// UpdateAlias: moves a name to another key of the same kind.
import { empty, required, structure } from '../../../core/shape.ts';
import {
  aliasCheck,
  requireAlias,
  requireAliasName,
  requireRoomForAlias,
  resolveTarget,
} from '../alias-rules.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import type { Key } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { KEY_ALGORITHMS } from '../key-spec.ts';
import { requireNotPendingDeletion } from '../key-state.ts';
import * as shapes from '../shapes.ts';

export const updateAliasOperation = kmsOperation({
  name: 'UpdateAlias',
  input: structure({ AliasName: required(shapes.aliasName), TargetKeyId: required(shapes.keyId) }),
  output: empty,
  resolve({ input, call, deps }) {
    requireAliasName(input.AliasName);
    const alias = requireAlias(deps, call, input.AliasName);
    const key = resolveTarget(deps, call, input.TargetKeyId, 'kms:UpdateAlias');
    return { key, before: deps.keys.find(alias.keyArn) };
  },
  access: ({ input, target: { key, before }, call, deps }) => [
    aliasCheck('UpdateAlias', input.AliasName, call),
    ...(before ? [keyAccess({ action: 'UpdateAlias', key: before, call, deps })] : []),
    keyAccess({ action: 'UpdateAlias', key, call, deps }),
  ],
  async run({ input, target, call, deps }) {
    await deps.commit(() => {
      const alias = requireAlias(deps, call, input.AliasName);
      const key = deps.keys.find(target.key.arn);
      if (!key) throw errors.keyNotFound(target.key.arn);
      // The state of the new target alone counts; the old one may be on its way out.
      requireNotPendingDeletion(key);
      const before = deps.keys.find(alias.keyArn);
      if (before && !areAlike(before, key)) {
        throw errors.validation(
          'The current and new KMS key must be of the same type and have the same key usage.',
        );
      }
      if (alias.keyArn !== key.arn) requireRoomForAlias(key);
      deps.aliases.save({ ...alias, keyArn: key.arn, updated: call.time });
    });
    return {};
  },
});

/** Both symmetric, both asymmetric or both HMAC, of one usage (UpdateAlias's page). */
function areAlike(a: Key, b: Key): boolean {
  const kind = ({ spec }: Key) => {
    const { family } = KEY_ALGORITHMS[spec];
    return family === 'symmetric' || family === 'hmac' ? family : 'asymmetric';
  };
  return kind(a) === kind(b) && a.usage === b.usage;
}
