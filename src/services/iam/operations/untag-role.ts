// UntagRole: removes tags; keys that are not there are no error.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';

export const untagRoleOperation = iamOperation({
  name: 'UntagRole',
  input: structure({ RoleName: required(shapes.roleName), TagKeys: required(shapes.tagKeys) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ input, target, deps }) => onEntity('UntagRole', target, deps, { 'aws:TagKeys': input.TagKeys }),
  async run({ input, target, deps }) {
    const { database, tags } = deps;
    await database.commit(() => {
      current(deps, target);
      tags.remove(target.id, input.TagKeys);
    });
    return {};
  },
});
