// PutRolePermissionsBoundary: nothing beyond that managed policy is allowed from now on.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireBoundary, requireEntity } from '../entities.ts';
import { requireModifiable } from '../service-linked-roles.ts';
import * as shapes from '../shapes.ts';

export const putRolePermissionsBoundaryOperation = iamOperation({
  name: 'PutRolePermissionsBoundary',
  input: structure({ RoleName: required(shapes.roleName), PermissionsBoundary: required(shapes.arn) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ input, target, deps }) =>
    onEntity('PutRolePermissionsBoundary', target, deps, {
      'iam:PermissionsBoundary': input.PermissionsBoundary,
    }),
  async run({ input, target, call, deps }) {
    requireModifiable(target);
    requireBoundary(deps, call, input.PermissionsBoundary);
    await deps.database.commit(() =>
      deps.entities.save({ ...current(deps, target), boundary: input.PermissionsBoundary }),
    );
    return {};
  },
});
