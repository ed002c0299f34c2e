// DeleteVerifiedEmailAddress through the SDK.
import {
  DeleteVerifiedEmailAddressCommand,
  ListIdentitiesCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const remove = (EmailAddress: string) =>
  aws.ses().send(new DeleteVerifiedEmailAddressCommand({ EmailAddress }));

describe('DeleteVerifiedEmailAddress', () => {
  it('removes the address, however it is written, and is content when there is none', async () => {
    const ses = aws.ses();
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'sender@example.com' }));
    await remove('Sender@Example.com');
    expect((await ses.send(new ListIdentitiesCommand({}))).Identities ?? []).toEqual([]);
    await remove('sender@example.com');
  });

  it('refuses what is no address', async () => {
    await expect(remove('example.com')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});
