// DeleteRole: once nothing hangs on it.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { deleteConflict } from '../errors.ts';
import { profilesOfRole } from '../instance-profiles.ts';
import { requireModifiable } from '../service-linked-roles.ts';
import * as shapes from '../shapes.ts';

export const deleteRoleOperation = iamOperation({
  name: 'DeleteRole',
  input: structure({ RoleName: required(shapes.roleName) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('DeleteRole', target, deps),
  async run({ target, deps }) {
    const { database, entities } = deps;
    requireModifiable(target);
    await database.commit(() => {
      if (profilesOfRole(deps, target.account, target.id).length > 0) {
        throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
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
