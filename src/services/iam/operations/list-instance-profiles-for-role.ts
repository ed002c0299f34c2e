// ListInstanceProfilesForRole: there are none; Terraform asks before it deletes a role.
import { list, required, string, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import * as shapes from '../shapes.ts';

export const listInstanceProfilesForRoleOperation = iamOperation({
  name: 'ListInstanceProfilesForRole',
  input: structure({ RoleName: required(shapes.roleName), ...shapes.pageInput }),
  output: structure({ InstanceProfiles: required(list(string())), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('ListInstanceProfilesForRole', target, deps),
  run: () => ({ InstanceProfiles: [], IsTruncated: false }),
});
