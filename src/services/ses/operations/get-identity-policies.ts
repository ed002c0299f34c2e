// GetIdentityPolicies: those of the names that stand.
import { list, map, required, string, structure } from '../../../core/shape.ts';
import { identityName } from '../identity-attributes.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const getIdentityPolicies = sesOperation({
  name: 'GetIdentityPolicies',
  input: structure({ Identity: required(string()), PolicyNames: required(list(string({ max: 64 }))) }),
  output: structure({ Policies: required(map(string(), string())) }),
  access: onEverything('GetIdentityPolicies'),
  run({ input: { Identity, PolicyNames }, call, deps: { policies } }) {
    const wanted = new Set(PolicyNames);
    const found = [...policies.list(call, identityName(Identity))].filter(([name]) => wanted.has(name));
    return { Policies: Object.fromEntries(found) };
  },
});
