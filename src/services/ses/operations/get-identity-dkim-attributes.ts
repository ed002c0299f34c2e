// GetIdentityDkimAttributes: a domain's tokens; an address has its domain's.
import { boolean, list, map, required, string, structure, type TypeOf } from '../../../core/shape.ts';
import { type Dkim, readDkim } from '../dkim.ts';
import { domainOf } from '../identity.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { verificationStatus } from './get-identity-verification-attributes.ts';

const attributes = structure({
  DkimEnabled: required(boolean()),
  DkimVerificationStatus: required(verificationStatus),
  DkimTokens: list(string()),
});

export const getIdentityDkimAttributes = sesOperation({
  name: 'GetIdentityDkimAttributes',
  input: structure({ Identities: required(list(string())) }),
  output: structure({ DkimAttributes: required(map(string(), attributes)) }),
  access: onEverything('GetIdentityDkimAttributes'),
  run({ input: { Identities }, call, deps: { identities } }) {
    const found: Record<string, TypeOf<typeof attributes>> = {};
    for (const name of Identities) {
      const domain = identities.find(call, domainOf(name));
      if (!domain && !identities.find(call, name)) continue;
      const { tokens, enabled = tokens !== undefined }: Partial<Dkim> = readDkim(domain?.dkim ?? null) ?? {};
      found[name] = {
        DkimEnabled: enabled,
        DkimVerificationStatus: tokens && domain ? domain.status : 'NotStarted',
        ...(tokens && { DkimTokens: tokens }),
      };
    }
    return { DkimAttributes: found };
  },
});
