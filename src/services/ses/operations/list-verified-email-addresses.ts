// ListVerifiedEmailAddresses: what is left of ListIdentities in its older form: addresses alone, verified ones, no pages.
import { list, string, structure } from '../../../core/shape.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const listVerifiedEmailAddresses = sesOperation({
  name: 'ListVerifiedEmailAddresses',
  input: structure({}),
  output: structure({ VerifiedEmailAddresses: list(string()) }),
  access: onEverything('ListVerifiedEmailAddresses'),
  run({ call, deps: { identities } }) {
    const addresses = identities.list(call, 'EmailAddress', '', Number.MAX_SAFE_INTEGER);
    const verified = addresses.filter(({ status }) => status === 'Success');
    return { VerifiedEmailAddresses: verified.map(({ identity }) => identity) };
  },
});
