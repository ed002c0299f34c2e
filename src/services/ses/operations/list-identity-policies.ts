// ListIdentityPolicies: their names alone.
import { list, required, string, structure } from '../../../core/shape.ts';
import { identityName } from '../identity-attributes.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const listIdentityPolicies = sesOperation({
  name: 'ListIdentityPolicies',
  input: structure({ Identity: required(string()) }),
  output: structure({ PolicyNames: required(list(string())) }),
  access: onEverything('ListIdentityPolicies'),
  run: ({ input: { Identity }, call, deps: { policies } }) => ({
    PolicyNames: [...policies.list(call, identityName(Identity)).keys()],
  }),
});
