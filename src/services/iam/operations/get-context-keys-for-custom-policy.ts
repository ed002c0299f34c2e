// GetContextKeysForCustomPolicy: the condition keys that policies ask for, so that a simulation can give them.
import { list, required, string, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { policyDocument } from '../shapes.ts';
import { contextKeysOf } from '../simulation.ts';
import { inputPolicies } from '../simulation-shapes.ts';

export const getContextKeysForCustomPolicyOperation = iamOperation({
  name: 'GetContextKeysForCustomPolicy',
  input: structure({ PolicyInputList: required(list(policyDocument)) }),
  output: structure({ ContextKeyNames: list(string()) }),
  access: ({ call }) => ({
    action: 'iam:GetContextKeysForCustomPolicy',
    resource: '*',
    account: call.account,
  }),
  run: ({ input }) => ({
    ContextKeyNames: contextKeysOf(inputPolicies(input.PolicyInputList).map(({ document }) => document)),
  }),
});
