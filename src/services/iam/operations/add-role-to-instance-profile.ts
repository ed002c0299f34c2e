// AddRoleToInstanceProfile: who adds a role hands it on, and needs iam:PassRole for it.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireEntity } from '../entities.ts';
import { quotaExceeded } from '../errors.ts';
import { onProfile, profileName, requireProfile } from '../instance-profiles.ts';
import * as shapes from '../shapes.ts';

export const addRoleToInstanceProfileOperation = iamOperation({
  name: 'AddRoleToInstanceProfile',
  input: structure({ InstanceProfileName: required(profileName), RoleName: required(shapes.roleName) }),
  output: empty,
  resolve: ({ input, call, deps }) => ({
    profile: requireProfile(deps, call, input.InstanceProfileName),
    role: requireEntity(deps, call, 'role', input.RoleName),
  }),
  access: ({ target: { profile, role }, call, deps }) => [
    onProfile('AddRoleToInstanceProfile', profile, call, deps),
    onEntity('PassRole', role, deps),
  ],
  async run({ target, call, deps }) {
    await deps.database.commit(() => {
      const profile = requireProfile(deps, call, target.profile.name);
      const role = current(deps, target.role);
      if (profile.role !== undefined) throw quotaExceeded('InstanceSessionsPerInstanceProfile', 1);
      deps.documents.save(call.account, 'instance-profile', profile.name, { ...profile, role: role.id });
    });
    return {};
  },
});
