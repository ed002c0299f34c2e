// DeleteGroup: once nobody is in it and nothing hangs on it.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { deleteConflict } from '../errors.ts';
import * as shapes from '../shapes.ts';

export const deleteGroupOperation = iamOperation({
  name: 'DeleteGroup',
  input: structure({ GroupName: required(shapes.groupName) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'group', input.GroupName),
  access: ({ target, deps }) => onEntity('DeleteGroup', target, deps),
  async run({ target, deps: { database, entities } }) {
    await database.commit(() => {
      if (entities.membersOf(target).length > 0) {
        throw deleteConflict('Cannot delete entity, must remove users from group first.');
      }
      if (entities.attachedPolicies(target).length > 0) {
        throw deleteConflict('Cannot delete entity, must detach all policies first.');
      }
      if (entities.inlinePolicies(target).length > 0) {
        throw deleteConflict('Cannot delete entity, must delete policies first.');
      }
      entities.remove(target);
    });
    return {};
  },
});
