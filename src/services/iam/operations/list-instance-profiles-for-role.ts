// ListInstanceProfilesForRole: Terraform asks before it deletes a role.
import { list, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { instanceProfile, profilesOfRole, profileView } from '../instance-profiles.ts';
import { nameKey } from '../names.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listInstanceProfilesForRoleOperation = iamOperation({
  name: 'ListInstanceProfilesForRole',
  input: structure({ RoleName: required(shapes.roleName), ...shapes.pageInput }),
  output: structure({ InstanceProfiles: required(list(instanceProfile)), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('ListInstanceProfilesForRole', target, deps),
  run({ input, target, call, deps }) {
    const found = profilesOfRole(deps, call.account, target.id);
    const { items, page } = pageOf(found, input, ({ name }) => nameKey(name));
    return { InstanceProfiles: items.map((each) => profileView(each, call.account, deps, false)), ...page };
  },
});
