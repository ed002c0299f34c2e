// DeleteIdentityPolicy: idempotent.
import { empty, required, string, structure } from '../../../core/shape.ts';
import { identityName } from '../identity-attributes.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const deleteIdentityPolicy = sesOperation({
  name: 'DeleteIdentityPolicy',
  input: structure({ Identity: required(string()), PolicyName: required(string({ max: 64 })) }),
  output: empty,
  access: onEverything('DeleteIdentityPolicy'),
  async run({ input: { Identity, PolicyName }, call, deps: { policies } }) {
    await policies.delete(call, identityName(Identity), PolicyName);
    return {};
  },
});
