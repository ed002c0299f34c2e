// DeleteVerifiedEmailAddress: DeleteIdentity under its older name, for addresses.
import { empty, required, string, structure } from '../../../core/shape.ts';
import { requireEmailAddress } from '../identity.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const deleteVerifiedEmailAddress = sesOperation({
  name: 'DeleteVerifiedEmailAddress',
  input: structure({ EmailAddress: required(string()) }),
  output: empty,
  access: onEverything('DeleteVerifiedEmailAddress'),
  async run({ input: { EmailAddress }, call, deps: { identities, policies } }) {
    requireEmailAddress(EmailAddress);
    await Promise.all([identities.delete(call, EmailAddress), policies.deleteAll(call, EmailAddress)]);
    return {};
  },
});
