// GetIdentityMailFromDomainAttributes through the SDK.
import { GetIdentityMailFromDomainAttributesCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { identitySuite } from './identity.ts';

const on = identitySuite();

describe('GetIdentityMailFromDomainAttributes', () => {
  it('tells SES’s own domain of who chose none, and leaves strangers out', async () => {
    const Identities = ['example.com', 'nobody.com'];
    const { MailFromDomainAttributes } = await on.aws
      .ses()
      .send(new GetIdentityMailFromDomainAttributesCommand({ Identities }));
    expect(MailFromDomainAttributes).toEqual({ 'example.com': { BehaviorOnMXFailure: 'UseDefaultValue' } });
  });
});
