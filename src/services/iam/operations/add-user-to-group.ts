// AddUserToGroup: being in it already is no error.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import { quotaExceeded } from '../errors.ts';
import * as shapes from '../shapes.ts';

const MAX_GROUPS = 10;

export const addUserToGroupOperation = iamOperation({
  name: 'AddUserToGroup',
  input: structure({
    GroupName: required(shapes.groupName),
    UserName: required(shapes.existingUserName),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'group', input.GroupName),
  access: ({ target, deps }) => onEntity('AddUserToGroup', target, deps),
  async run({ input, target, call, deps }) {
    const user = requireEntity(deps, call, 'user', input.UserName);
    await deps.database.commit(() => {
      current(deps, target);
      current(deps, user);
      const groups = deps.entities.groupsOf(user);
      if (groups.length >= MAX_GROUPS && !groups.some(({ id }) => id === target.id)) {
        throw quotaExceeded('GroupsPerUser', MAX_GROUPS);
      }
      deps.entities.addToGroup(user, target);
    });
    return {};
  },
});
