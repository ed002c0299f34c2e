// DeleteRolePermissionsBoundary.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import { requireModifiable } from '../service-linked-roles.ts';
import * as shapes from '../shapes.ts';

export const deleteRolePermissionsBoundaryOperation = iamOperation({
  name: 'DeleteRolePermissionsBoundary',
  input: structure({ RoleName: required(shapes.roleName) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('DeleteRolePermissionsBoundary', target, deps),
  async run({ target, deps }) {
    const { database, entities } = deps;
    requireModifiable(target);
    await database.commit(() => entities.save({ ...current(deps, target), boundary: null }));
    return {};
  },
});
