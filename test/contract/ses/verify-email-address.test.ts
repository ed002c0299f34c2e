// VerifyEmailAddress through the SDK.
import {
  GetIdentityVerificationAttributesCommand,
  ListIdentitiesCommand,
  VerifyEmailAddressCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('VerifyEmailAddress', () => {
  it('verifies an address as VerifyEmailIdentity does', async () => {
    const ses = aws.ses();
    await ses.send(new VerifyEmailAddressCommand({ EmailAddress: 'sender@example.com' }));
    const { VerificationAttributes } = await ses.send(
      new GetIdentityVerificationAttributesCommand({ Identities: ['sender@example.com'] }),
    );
    expect(VerificationAttributes).toEqual({ 'sender@example.com': { VerificationStatus: 'Success' } });
    const { Identities } = await ses.send(new ListIdentitiesCommand({ IdentityType: 'EmailAddress' }));
    expect(Identities).toEqual(['sender@example.com']);
  });

  it.each(['', 'example.com', 'a b@example.com'])('refuses %j', async (EmailAddress) => {
    await expect(aws.ses().send(new VerifyEmailAddressCommand({ EmailAddress }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});
