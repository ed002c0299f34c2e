// CreateAlias: a name for a key, unique in its account and Region.
import { empty, required, structure } from '../../../core/shape.ts';
import { aliasCheck, requireAliasName, requireRoomForAlias, resolveTarget } from '../alias-rules.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { aliasArnOf } from '../key.ts';
import { keyAccess } from '../key-access.ts';
import { requireNotPendingDeletion } from '../key-state.ts';
import * as shapes from '../shapes.ts';

export const createAliasOperation = kmsOperation({
  name: 'CreateAlias',
  input: structure({ AliasName: required(shapes.aliasName), TargetKeyId: required(shapes.keyId) }),
  output: empty,
  resolve({ input, call, deps }) {
    requireAliasName(input.AliasName);
    return resolveTarget(deps, call, input.TargetKeyId, 'kms:CreateAlias');
  },
  access: ({ input, target: key, call, deps }) => [
    aliasCheck('CreateAlias', input.AliasName, call),
    keyAccess({ action: 'CreateAlias', key, call, deps }),
  ],
  async run({ input, target, call, deps }) {
    const { account, region, time } = call;
    await deps.commit(() => {
      const key = deps.keys.find(target.arn);
      if (!key) throw errors.keyNotFound(target.arn);
      requireNotPendingDeletion(key);
      if (deps.aliases.find(account, region, input.AliasName)) {
        const arn = aliasArnOf(account, region, input.AliasName);
        throw errors.alreadyExists(`An alias with the name ${arn} already exists`);
      }
      requireRoomForAlias(key);
      const alias = { account, region, name: input.AliasName, keyArn: key.arn, created: time, updated: time };
      deps.aliases.save(alias);
    });
    return {};
  },
});
