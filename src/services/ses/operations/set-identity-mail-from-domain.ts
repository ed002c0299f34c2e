// SetIdentityMailFromDomain: a subdomain of the identity for the reverse-path; without one, SES's own.
import { empty, oneOf, required, string, structure } from '../../../core/shape.ts';
import { invalidParameter } from '../errors.ts';
import { domainOf } from '../identity.ts';
import { identityName } from '../identity-attributes.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const behaviorOnMxFailure = oneOf('UseDefaultValue', 'RejectMessage');

export const setIdentityMailFromDomain = sesOperation({
  name: 'SetIdentityMailFromDomain',
  input: structure({
    Identity: required(string()),
    MailFromDomain: string(),
    BehaviorOnMXFailure: behaviorOnMxFailure,
  }),
  output: empty,
  access: onEverything('SetIdentityMailFromDomain'),
  async run({ input, call, deps: { identities } }) {
    const { MailFromDomain: domain, BehaviorOnMXFailure: onMxFailure = 'UseDefaultValue' } = input;
    const identity = identityName(input.Identity);
    await identities.changeAttributes(call, identity, (attributes) => {
      if (!attributes) throw invalidParameter(`Identity <${identity}> does not exist.`);
      if (!domain) return { ...attributes, mailFrom: undefined };
      if (!domain.toLowerCase().endsWith(`.${domainOf(identity)}`)) {
        // Seen on AWS by those who tried a sibling.
        throw invalidParameter(
          `Provided MAIL-FROM domain <${domain}> is not subdomain of the domain of the identity <${domainOf(identity)}>.`,
        );
      }
      return { ...attributes, mailFrom: { domain, onMxFailure } };
    });
    return {};
  },
});
