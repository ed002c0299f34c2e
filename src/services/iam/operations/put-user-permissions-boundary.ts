// PutUserPermissionsBoundary: nothing beyond that managed policy is allowed from now on.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireBoundary, requireEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';

export const putUserPermissionsBoundaryOperation = iamOperation({
  name: 'PutUserPermissionsBoundary',
  input: structure({
    UserName: required(shapes.userName),
    PermissionsBoundary: required(shapes.arn),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ input, target, deps }) =>
    onEntity('PutUserPermissionsBoundary', target, deps, {
      'iam:PermissionsBoundary': input.PermissionsBoundary,
    }),
  async run({ input, target, call, deps }) {
    requireBoundary(deps, call, input.PermissionsBoundary);
    await deps.database.commit(() =>
      deps.entities.save({ ...current(deps, target), boundary: input.PermissionsBoundary }),
    );
    return {};
  },
});
