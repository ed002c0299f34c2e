// GetIdentityMailFromDomainAttributes through the SDK.
import { GetIdentityMailFromDomainAttributesCommand, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await aws.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
});
afterAll(() => aws.close());

describe('GetIdentityMailFromDomainAttributes', () => {
  it('tells SES’s own domain of who chose none, and leaves strangers out', async () => {
    const Identities = ['example.com', 'nobody.com'];
    const { MailFromDomainAttributes } = await aws
      .ses()
      .send(new GetIdentityMailFromDomainAttributesCommand({ Identities }));
    expect(MailFromDomainAttributes).toEqual({ 'example.com': { BehaviorOnMXFailure: 'UseDefaultValue' } });
  });
});
