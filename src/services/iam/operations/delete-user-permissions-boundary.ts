// DeleteUserPermissionsBoundary.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';

export const deleteUserPermissionsBoundaryOperation = iamOperation({
  name: 'DeleteUserPermissionsBoundary',
  input: structure({ UserName: required(shapes.userName) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ target, deps }) => onEntity('DeleteUserPermissionsBoundary', target, deps),
  async run({ target, deps }) {
    const { database, entities } = deps;
    await database.commit(() => entities.save({ ...current(deps, target), boundary: null }));
    return {};
  },
});
