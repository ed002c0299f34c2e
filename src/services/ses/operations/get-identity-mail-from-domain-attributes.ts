// GetIdentityMailFromDomainAttributes: of the identities that stand; the others are left out.
import { list, map, oneOf, required, string, structure, type TypeOf } from '../../../core/shape.ts';
import { readAttributes } from '../identity-attributes.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { behaviorOnMxFailure } from './set-identity-mail-from-domain.ts';

const mailFromAttributes = structure({
  MailFromDomain: string(),
  MailFromDomainStatus: oneOf('Pending', 'Success', 'Failed', 'TemporaryFailure'),
  BehaviorOnMXFailure: required(behaviorOnMxFailure),
});

export const getIdentityMailFromDomainAttributes = sesOperation({
  name: 'GetIdentityMailFromDomainAttributes',
  input: structure({ Identities: required(list(string())) }),
  output: structure({ MailFromDomainAttributes: required(map(string(), mailFromAttributes)) }),
  access: onEverything('GetIdentityMailFromDomainAttributes'),
  run({ input: { Identities }, call, deps: { identities } }) {
    const found: Record<string, TypeOf<typeof mailFromAttributes>> = {};
    for (const name of Identities) {
      const identity = identities.find(call, name);
      if (!identity) continue;
      const { mailFrom } = readAttributes(identity.attributes);
      found[name] = {
        ...(mailFrom && {
          MailFromDomain: mailFrom.domain,
          // Its MX record is looked for no more than the identity's own records are.
          MailFromDomainStatus: identity.status === 'Success' ? 'Success' : 'Pending',
        }),
        BehaviorOnMXFailure: mailFrom?.onMxFailure ?? 'UseDefaultValue',
      };
    }
    return { MailFromDomainAttributes: found };
  },
});
