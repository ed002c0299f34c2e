// SimulateCustomPolicy: what the given policies would allow, whoever held them.
import { parseArn } from '../../../core/arn.ts';
import type { Principal } from '../../../core/call.ts';
import { list, required, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { invalidInput } from '../errors.ts';
import { iamArn } from '../names.ts';
import { policyDocument } from '../shapes.ts';
import {
  contextOf,
  inputPolicies,
  runSimulation,
  simulationInput,
  simulationOutput,
} from '../simulation-shapes.ts';

export const simulateCustomPolicyOperation = iamOperation({
  name: 'SimulateCustomPolicy',
  input: structure({ ...simulationInput, PolicyInputList: required(list(policyDocument)) }),
  output: simulationOutput,
  access: ({ call }) => ({ ...onName('SimulateCustomPolicy', call, '*'), resource: '*' }),
  run({ input, call }) {
    const { CallerArn, ResourcePolicy, PermissionsBoundaryPolicyInputList } = input;
    if (ResourcePolicy !== undefined && CallerArn === undefined) {
      throw invalidInput('CallerArn is required when a ResourcePolicy is given.');
    }
    const arn = CallerArn ?? iamArn(call.account, 'user/simulated');
    const name = parseArn(arn)?.resource.split('/').at(-1) ?? '';
    const principal: Principal = { type: 'user', account: call.account, arn, name, id: '' };
    return runSimulation(
      {
        principal,
        account: call.account,
        identity: inputPolicies(input.PolicyInputList),
        boundary:
          PermissionsBoundaryPolicyInputList &&
          inputPolicies(PermissionsBoundaryPolicyInputList, 'PermissionsBoundaryPolicyInputList'),
        resourcePolicy: ResourcePolicy,
        resourceOwner: input.ResourceOwner,
        context: contextOf(input),
      },
      input,
    );
  },
});
