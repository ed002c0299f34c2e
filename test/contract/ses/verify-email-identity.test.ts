// VerifyEmailIdentity through the SDK.
import {
  GetIdentityVerificationAttributesCommand,
  type SESClient,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
});
afterAll(() => aws.close());

const verify = (EmailAddress: string) => ses.send(new VerifyEmailIdentityCommand({ EmailAddress }));

describe('VerifyEmailIdentity', () => {
  it('verifies an address, which has no token', async () => {
    await verify('sender@example.com');
    const { VerificationAttributes } = await ses.send(
      new GetIdentityVerificationAttributesCommand({ Identities: ['sender@example.com'] }),
    );
    expect(VerificationAttributes).toEqual({ 'sender@example.com': { VerificationStatus: 'Success' } });
  });

  it.each(['', 'example.com', 'a@b', 'a b@example.com', 'a@example.com, b@example.com'])(
    'refuses %j',
    async (address) => {
      await expect(verify(address)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    },
  );
});
