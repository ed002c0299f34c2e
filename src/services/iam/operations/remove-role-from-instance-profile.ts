// RemoveRoleFromInstanceProfile.
import { empty, required, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { notFound } from '../errors.ts';
import { onProfile, profileName, requireProfile } from '../instance-profiles.ts';
import * as shapes from '../shapes.ts';

export const removeRoleFromInstanceProfileOperation = iamOperation({
  name: 'RemoveRoleFromInstanceProfile',
  input: structure({ InstanceProfileName: required(profileName), RoleName: required(shapes.roleName) }),
  output: empty,
  resolve: ({ input, call, deps }) => ({
    profile: requireProfile(deps, call, input.InstanceProfileName),
    role: requireEntity(deps, call, 'role', input.RoleName),
  }),
  access: ({ target: { profile }, call, deps }) =>
    onProfile('RemoveRoleFromInstanceProfile', profile, call, deps),
  async run({ target: { profile, role }, call, deps }) {
    await deps.database.commit(() => {
      const { role: held, ...rest } = requireProfile(deps, call, profile.name);
      if (held !== role.id) throw notFound('role', role.name);
      deps.documents.save(call.account, 'instance-profile', profile.name, rest);
    });
    return {};
  },
});
