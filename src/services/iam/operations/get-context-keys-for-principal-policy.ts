// GetContextKeysForPrincipalPolicy: the condition keys that a principal's policies ask for.
import { list, required, string, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { policyDocument } from '../shapes.ts';
import { contextKeysOf } from '../simulation.ts';
import { inputPolicies, policySourceArn } from '../simulation-shapes.ts';
import { requireEntityByArn } from '../simulation-source.ts';

export const getContextKeysForPrincipalPolicyOperation = iamOperation({
  name: 'GetContextKeysForPrincipalPolicy',
  input: structure({ PolicySourceArn: required(policySourceArn), PolicyInputList: list(policyDocument) }),
  output: structure({ ContextKeyNames: list(string()) }),
  resolve: ({ input, call, deps }) => requireEntityByArn(deps, call, input.PolicySourceArn),
  access: ({ target, deps }) => onEntity('GetContextKeysForPrincipalPolicy', target, deps),
  run({ input, target, deps }) {
    const policies = [...deps.bound.policiesOf(target).identity, ...inputPolicies(input.PolicyInputList)];
    return { ContextKeyNames: contextKeysOf(policies.map(({ document }) => document)) };
  },
});
