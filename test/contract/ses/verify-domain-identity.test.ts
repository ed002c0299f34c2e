// VerifyDomainIdentity through the SDK.
import { type SESClient, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, receiveAt } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
});
afterAll(() => aws.close());

const verify = async (Domain: string, client = ses) =>
  (await client.send(new VerifyDomainIdentityCommand({ Domain }))).VerificationToken;

describe('VerifyDomainIdentity', () => {
  it('answers a token of 44 characters, the same one every time', async () => {
    const token = await verify('example.com');
    expect(token).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(await verify('example.com')).toBe(token);
    expect(await verify('Example.COM')).toBe(token);
  });

  it('answers another one in another account or region', async () => {
    const token = await verify('example.org');
    expect(await verify('example.org', aws.ses({ region: 'eu-west-1' }))).not.toBe(token);
    expect(await verify('example.org', aws.ses({ account: '111122223333' }))).not.toBe(token);
  });

  it('leaves it Pending where the setting says so, until the control API confirms', async () => {
    await using manual = await startTestServer({ sesVerification: 'manual' });
    const client = manual.ses();
    await receiveAt(client, 'example.com');
    await createRule(client, 'inbound', { Name: 'all', Enabled: true, Actions: [] });
    const deliver = () => manual.deliver(Buffer.from('S: x'), { from: 'a@b.net', to: ['c@example.com'] });
    await expect(deliver()).rejects.toMatchObject({ responseCode: 550 });
    const confirm = (identity: string) =>
      fetch(`${manual.url}/_waxseal/identities/confirm`, {
        method: 'POST',
        body: JSON.stringify({ identity }),
      });
    expect((await confirm('unknown.com')).status).toBe(404);
    expect((await confirm('example.com')).status).toBe(200);
    await deliver();
  });

  it.each(['', 'no domain', 'user@example.com', 'localhost', '-a.com', `${'a.'.repeat(127)}com`])(
    'refuses %j',
    async (domain) => {
      await expect(verify(domain)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    },
  );
});
