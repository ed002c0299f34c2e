// DeleteUser: once nothing hangs on it.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { deleteConflict } from '../errors.ts';
import { findLoginProfile } from '../login-profiles.ts';
import { credentialsOf } from '../service-credentials.ts';
import * as shapes from '../shapes.ts';
import { sshKeysOf } from '../ssh-keys.ts';

export const deleteUserOperation = iamOperation({
  name: 'DeleteUser',
  input: structure({ UserName: required(shapes.existingUserName) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ target, deps }) => onEntity('DeleteUser', target, deps),
  async run({ target, deps }) {
    const { database, entities, keys } = deps;
    await database.commit(() => {
      if (entities.groupsOf(target).length > 0) {
        throw deleteConflict('Cannot delete entity, must remove users from group first.');
      }
      if (entities.attachedPolicies(target).length > 0) {
        throw deleteConflict('Cannot delete entity, must detach all policies first.');
      }
      if (entities.inlinePolicies(target).length > 0) {
        throw deleteConflict('Cannot delete entity, must delete policies first.');
      }
      if (keys.of(target).length > 0) {
        throw deleteConflict('Cannot delete entity, must delete access keys first.');
      }
      // Recorded of AWS for the credentials; for the keys it is a choice.
      if (credentialsOf(deps, target).length > 0 || sshKeysOf(deps, target).length > 0) {
        throw deleteConflict('Cannot delete entity, must remove referenced objects first.');
      }
      if (findLoginProfile(deps, target)) {
        throw deleteConflict('Cannot delete entity, must delete login profile first.');
      }
      entities.remove(target);
    });
    return {};
  },
});
