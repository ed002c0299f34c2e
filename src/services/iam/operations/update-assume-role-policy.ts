// UpdateAssumeRolePolicy: who may assume the role.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireTrustPolicy } from '../documents.ts';
import { current, requireEntity } from '../entities.ts';
import { requireModifiable } from '../service-linked-roles.ts';
import * as shapes from '../shapes.ts';

export const updateAssumeRolePolicyOperation = iamOperation({
  name: 'UpdateAssumeRolePolicy',
  input: structure({
    RoleName: required(shapes.roleName),
    PolicyDocument: required(shapes.policyDocument),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('UpdateAssumeRolePolicy', target, deps),
  async run({ input, target, call, deps }) {
    requireModifiable(target);
    requireTrustPolicy(input.PolicyDocument, call.account, deps.entities);
    await deps.database.commit(() =>
      deps.entities.save({ ...current(deps, target), trust: input.PolicyDocument }),
    );
    return {};
  },
});
