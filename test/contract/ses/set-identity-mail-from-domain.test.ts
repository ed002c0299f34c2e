// SetIdentityMailFromDomain through the SDK.
import {
  GetIdentityMailFromDomainAttributesCommand,
  SetIdentityMailFromDomainCommand,
  type SetIdentityMailFromDomainCommandInput,
} from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { identitySuite } from './identity.ts';

const on = identitySuite();

const mailFrom = async (name = 'example.com') => {
  const { MailFromDomainAttributes } = await on.aws
    .ses()
    .send(new GetIdentityMailFromDomainAttributesCommand({ Identities: [name] }));
  return MailFromDomainAttributes?.[name];
};

describe('SetIdentityMailFromDomain', () => {
  const set = (input: Partial<SetIdentityMailFromDomainCommandInput>) =>
    on.aws.ses().send(new SetIdentityMailFromDomainCommand({ Identity: 'example.com', ...input }));

  it('keeps a subdomain of the identity, and without one goes back to the default', async () => {
    await set({ MailFromDomain: 'bounce.example.com', BehaviorOnMXFailure: 'RejectMessage' });
    expect(await mailFrom()).toEqual({
      MailFromDomain: 'bounce.example.com',
      MailFromDomainStatus: 'Success',
      BehaviorOnMXFailure: 'RejectMessage',
    });
    await set({});
    expect(await mailFrom()).toEqual({ BehaviorOnMXFailure: 'UseDefaultValue' });
  });

  it.each(['other.com', 'badexample.com', 'example.com'])(
    'refuses %s, which is no subdomain',
    async (domain) => {
      await expect(set({ MailFromDomain: domain })).rejects.toMatchObject({
        name: 'InvalidParameterValue',
        message: `Provided MAIL-FROM domain <${domain}> is not subdomain of the domain of the identity <example.com>.`,
      });
    },
  );

  it('refuses an identity that does not stand', async () => {
    await expect(set({ Identity: 'nobody.com', MailFromDomain: 'a.nobody.com' })).rejects.toMatchObject({
      message: 'Identity <nobody.com> does not exist.',
    });
  });
});
