// SimulatePrincipalPolicy: what a user, group or role may do, by its own policies and boundary and by those added.
import { required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import {
  contextOf,
  inputPolicies,
  policySourceArn,
  runSimulation,
  simulationInput,
  simulationOutput,
} from '../simulation-shapes.ts';
import { requireEntityByArn, simulatedPrincipal } from '../simulation-source.ts';

export const simulatePrincipalPolicyOperation = iamOperation({
  name: 'SimulatePrincipalPolicy',
  input: structure({ PolicySourceArn: required(policySourceArn), ...simulationInput }),
  output: simulationOutput,
  resolve: ({ input, call, deps }) => requireEntityByArn(deps, call, input.PolicySourceArn),
  access: ({ target, deps }) => onEntity('SimulatePrincipalPolicy', target, deps),
  run({ input, target, call, deps }) {
    const { PermissionsBoundaryPolicyInputList } = input;
    const own = deps.bound.policiesOf(target);
    return runSimulation(
      {
        principal: simulatedPrincipal(target),
        account: call.account,
        identity: [...own.identity, ...inputPolicies(input.PolicyInputList)],
        boundary: PermissionsBoundaryPolicyInputList
          ? inputPolicies(PermissionsBoundaryPolicyInputList, 'PermissionsBoundaryPolicyInputList')
          : own.boundary && [own.boundary],
        resourcePolicy: input.ResourcePolicy,
        resourceOwner: input.ResourceOwner,
        context: contextOf(input),
      },
      input,
    );
  },
});
