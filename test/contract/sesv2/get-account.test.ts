// GetAccount by raw signed HTTP, and how rest-json answers what it does not know.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { callV2, createIdentity, sendV2 } from './call.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetAccount', () => {
  it('is an account in good standing that counts the recipients of its last day', async () => {
    expect((await callV2(aws.url, { path: 'account' })).body).toMatchObject({
      ProductionAccessEnabled: true,
      EnforcementStatus: 'HEALTHY',
      SendingEnabled: true,
      SendQuota: { SentLast24Hours: 0 },
    });
    await createIdentity(aws.url, 'example.com');
    await sendV2(aws.url, {
      FromEmailAddress: 'ann@example.com',
      Destination: { ToAddresses: ['a@example.org', 'b@example.org'], CcAddresses: ['c@example.org'] },
      Content: { Simple: { Subject: { Data: 'x' }, Body: {} } },
    });
    const sentIn = async (region: string) =>
      (await callV2(aws.url, { path: 'account', signer: { region } })).body.SendQuota;
    expect(await sentIn('us-east-1')).toMatchObject({ SentLast24Hours: 3 });
    expect(await sentIn('eu-west-1')).toMatchObject({ SentLast24Hours: 0 });
    aws.clock.advance(25 * 3_600_000);
    const later = await callV2(aws.url, { path: 'account', signer: { time: aws.clock.now() } });
    expect(later.body.SendQuota).toMatchObject({ SentLast24Hours: 0 });
  });

  it('is told to nobody who does not sign', async () => {
    const unsigned = await fetch(`${aws.url}/v2/email/account`);
    expect(unsigned.status).toBe(403);
    expect(unsigned.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(await unsigned.json()).toEqual({ message: 'Missing Authentication Token' });
  });

  it('does not exist under another path or method', async () => {
    expect(await callV2(aws.url, { path: 'accounts' })).toMatchObject({
      status: 404,
      errorType: 'UnknownOperationException',
    });
    expect((await callV2(aws.url, { path: 'account', method: 'PATCH' })).status).toBe(405);
  });
});
