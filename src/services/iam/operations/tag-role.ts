// TagRole: adds tags, over those of the same key.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity, requestTags } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';
import { caseless, requireTags } from '../tags.ts';

export const tagRoleOperation = iamOperation({
  name: 'TagRole',
  input: structure({ RoleName: required(shapes.roleName), Tags: required(shapes.tags) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ input, target, deps }) => onEntity('TagRole', target, deps, requestTags(input.Tags)),
  async run({ input, target, deps }) {
    const { database, tags } = deps;
    await database.commit(() => {
      current(deps, target);
      requireTags(input.Tags, caseless, tags.of(target.id));
      tags.save(target.id, input.Tags);
    });
    return {};
  },
});
