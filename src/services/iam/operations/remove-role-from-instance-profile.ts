// RemoveRoleFromInstanceProfile.
import { empty, required, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { notFound } from '../errors.ts';
import { profileName, profileResource, requireProfile } from '../instance-profiles.ts';
import * as shapes from '../shapes.ts';

export const removeRoleFromInstanceProfileOperation = iamOperation({
  name: 'RemoveRoleFromInstanceProfile',
  input: structure({ InstanceProfileName: required(profileName), RoleName: required(shapes.roleName) }),
  output: empty,
  resolve: ({ input, call, deps }) => ({
    profile: requireProfile(deps, call, input.InstanceProfileName),
    role: requireEntity(deps, call, 'role', input.RoleName),
  }),
  access: ({ target: { profile }, call }) =>
    onName('RemoveRoleFromInstanceProfile', call, profileResource(profile)),
  async run({ target: { profile, role }, call, deps }) {
    await deps.database.commit(() => {
      const { role: held, ...rest } = requireProfile(deps, call, profile.name);
      if (held !== role.id) throw notFound('role', role.name);
      deps.documents.save(call.account, 'instance-profile', profile.name, rest);
    });
    return {};
  },
});
