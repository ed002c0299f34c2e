// DeleteIdentity: idempotent, takes its policies along; mail for it is refused from then on.
import { empty, required, string, structure } from '../../../core/shape.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const deleteIdentity = sesOperation({
  name: 'DeleteIdentity',
  input: structure({ Identity: required(string()) }),
  output: empty,
  access: onEverything('DeleteIdentity'),
  async run({ input: { Identity }, call, deps: { identities, policies } }) {
    await Promise.all([identities.delete(call, Identity), policies.deleteAll(call, Identity)]);
    return {};
  },
});
