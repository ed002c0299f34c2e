// RemoveUserFromGroup: not being in it is no error.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';

export const removeUserFromGroupOperation = iamOperation({
  name: 'RemoveUserFromGroup',
  input: structure({
    GroupName: required(shapes.groupName),
    UserName: required(shapes.existingUserName),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'group', input.GroupName),
  access: ({ target, deps }) => onEntity('RemoveUserFromGroup', target, deps),
  async run({ input, target, call, deps }) {
    const user = requireEntity(deps, call, 'user', input.UserName);
    await deps.database.commit(() => deps.entities.removeFromGroup(user, target));
    return {};
  },
});
