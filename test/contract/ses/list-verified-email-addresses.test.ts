// ListVerifiedEmailAddresses through the SDK.
import {
  ListVerifiedEmailAddressesCommand,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer({ sesVerification: 'manual' });
});
afterAll(() => aws.close());

describe('ListVerifiedEmailAddresses', () => {
  it('lists addresses that are verified, and no domains', async () => {
    const ses = aws.ses();
    const list = async () =>
      (await ses.send(new ListVerifiedEmailAddressesCommand({}))).VerifiedEmailAddresses ?? [];
    expect(await list()).toEqual([]);
    for (const EmailAddress of ['b@example.com', 'a@example.com', 'pending@example.com']) {
      await ses.send(new VerifyEmailIdentityCommand({ EmailAddress }));
    }
    await ses.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
    for (const identity of ['a@example.com', 'b@example.com', 'example.com']) {
      const { status } = await fetch(`${aws.url}/_waxseal/identities/confirm`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ identity }),
      });
      expect(status).toBe(200);
    }
    expect(await list()).toEqual(['a@example.com', 'b@example.com']);
  });
});
