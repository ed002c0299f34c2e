// DeleteInstanceProfile: once its role is taken out.
import { empty, required, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { deleteConflict } from '../errors.ts';
import { onProfile, profileName, requireProfile } from '../instance-profiles.ts';

export const deleteInstanceProfileOperation = iamOperation({
  name: 'DeleteInstanceProfile',
  input: structure({ InstanceProfileName: required(profileName) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireProfile(deps, call, input.InstanceProfileName),
  access: ({ target, call, deps }) => onProfile('DeleteInstanceProfile', target, call, deps),
  async run({ target: { name }, call, deps }) {
    await deps.database.commit(() => {
      const profile = requireProfile(deps, call, name);
      if (profile.role !== undefined) {
        throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
      }
      deps.documents.remove(call.account, 'instance-profile', name);
      deps.tags.removeAll(profile.id);
    });
    return {};
  },
});
