// CreateRole: a role with the policy that says who may assume it.
import { required, structure } from '../../../core/shape.ts';
import { onName, requestTags } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireTrustPolicy } from '../documents.ts';
import { createEntity, requireBoundary } from '../entities.ts';
import { refuseReservedPath } from '../service-linked-roles.ts';
import * as shapes from '../shapes.ts';
import { caseless, requireTags } from '../tags.ts';
import { roleView } from '../views.ts';

export const createRoleOperation = iamOperation({
  name: 'CreateRole',
  input: structure({
    Path: shapes.path,
    RoleName: required(shapes.roleName),
    AssumeRolePolicyDocument: required(shapes.policyDocument),
    Description: shapes.roleDescription,
    MaxSessionDuration: shapes.maxSessionDuration,
    PermissionsBoundary: shapes.arn,
    Tags: shapes.tags,
  }),
  output: structure({ Role: required(shapes.role) }),
  access: ({ input, call }) =>
    onName('CreateRole', call, `role${input.Path ?? '/'}${input.RoleName}`, {
      ...requestTags(input.Tags),
      'iam:PermissionsBoundary': input.PermissionsBoundary,
    }),
  async run({ input, call, deps }) {
    const { RoleName, AssumeRolePolicyDocument, PermissionsBoundary, Tags = [] } = input;
    refuseReservedPath(input.Path);
    requireTags(Tags, caseless);
    requireTrustPolicy(AssumeRolePolicyDocument, call.account, deps.entities);
    requireBoundary(deps, call, PermissionsBoundary);
    const role = await createEntity(
      deps,
      call,
      'role',
      RoleName,
      {
        path: input.Path,
        trust: AssumeRolePolicyDocument,
        description: input.Description,
        max_session: input.MaxSessionDuration,
        boundary: PermissionsBoundary,
      },
      Tags,
    );
    // AWS was recorded to tell the session's length by GetRole and ListRoles, not here.
    const { MaxSessionDuration: _told, ...Role } = roleView(role, deps);
    return { Role };
  },
});
