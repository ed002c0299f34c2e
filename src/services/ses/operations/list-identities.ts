// ListIdentities: verified or not, by name.
import { integer, list, oneOf, required, string, structure } from '../../../core/shape.ts';
import { invalidParameter } from '../errors.ts';
import { onEverything, sesOperation } from '../operation.ts';

/** MODEL: MaxItems is 1 to 1000. */
const MOST = 1000;

export const listIdentities = sesOperation({
  name: 'ListIdentities',
  input: structure({
    IdentityType: oneOf('EmailAddress', 'Domain'),
    NextToken: string(),
    MaxItems: integer(),
  }),
  output: structure({ Identities: required(list(string())), NextToken: string() }),
  access: onEverything('ListIdentities'),
  run({ input: { IdentityType, NextToken, MaxItems = MOST }, call, deps: { identities } }) {
    if (MaxItems < 1 || MaxItems > MOST) throw invalidParameter('MaxItems must be between 1 and 1000');
    const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64').toString();
    const found = identities.list(call, IdentityType, after, MaxItems + 1).map(({ identity }) => identity);
    const page = found.slice(0, MaxItems);
    const last = page.at(-1);
    return {
      Identities: page,
      ...(found.length > page.length &&
        last !== undefined && { NextToken: Buffer.from(last).toString('base64') }),
    };
  },
});
