// GetRole.
import { required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';
import { roleView } from '../views.ts';

export const getRoleOperation = iamOperation({
  name: 'GetRole',
  input: structure({ RoleName: required(shapes.roleName) }),
  output: structure({ Role: required(shapes.role) }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('GetRole', target, deps),
  run: ({ target, deps }) => ({ Role: { ...roleView(target, deps), RoleLastUsed: {} } }),
});
