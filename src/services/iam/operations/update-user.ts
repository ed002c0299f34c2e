// UpdateUser: another name or path; the unique id stays.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity, requireNewName } from '../entities.ts';
import { nameKey } from '../names.ts';
import * as shapes from '../shapes.ts';

export const updateUserOperation = iamOperation({
  name: 'UpdateUser',
  input: structure({
    UserName: required(shapes.existingUserName),
    NewPath: shapes.path,
    NewUserName: shapes.userName,
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ target, deps }) => onEntity('UpdateUser', target, deps),
  async run({ input, target, call, deps }) {
    await deps.database.commit(() => {
      const user = current(deps, target);
      const name = input.NewUserName ?? user.name;
      if (nameKey(name) !== nameKey(user.name)) requireNewName(deps, call, 'user', name);
      deps.entities.save({ ...user, name, path: input.NewPath ?? user.path });
    });
    return {};
  },
});
