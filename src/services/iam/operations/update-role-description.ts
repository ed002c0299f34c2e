// UpdateRoleDescription: the older form of UpdateRole.
import { required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';
import { roleView } from '../views.ts';

export const updateRoleDescriptionOperation = iamOperation({
  name: 'UpdateRoleDescription',
  input: structure({
    RoleName: required(shapes.roleName),
    Description: required(shapes.roleDescription),
  }),
  output: structure({ Role: shapes.role }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('UpdateRoleDescription', target, deps),
  async run({ input, target, deps }) {
    const role = await deps.database.commit(() => {
      const changed = { ...current(deps, target), description: input.Description };
      deps.entities.save(changed);
      return changed;
    });
    return { Role: roleView(role, deps) };
  },
});
