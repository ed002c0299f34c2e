// UpdateRole: description and longest session.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import { requireModifiable } from '../service-linked-roles.ts';
import * as shapes from '../shapes.ts';

export const updateRoleOperation = iamOperation({
  name: 'UpdateRole',
  input: structure({
    RoleName: required(shapes.roleName),
    Description: shapes.roleDescription,
    MaxSessionDuration: shapes.maxSessionDuration,
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('UpdateRole', target, deps),
  async run({ input, target, deps }) {
    const { database, entities } = deps;
    // Of a service-linked role only the description may be edited (IAM guide "Edit a service-linked role").
    if (input.MaxSessionDuration !== undefined) requireModifiable(target);
    await database.commit(() => {
      const role = current(deps, target);
      entities.save({
        ...role,
        description: input.Description ?? role.description,
        max_session: input.MaxSessionDuration ?? role.max_session,
      });
    });
    return {};
  },
});
