// GetSendQuota through the SDK.
import { GetSendQuotaCommand, SendEmailCommand, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetSendQuota', () => {
  it('counts every recipient of its account and region', async () => {
    const ses = aws.ses();
    const sent = async () => (await ses.send(new GetSendQuotaCommand({}))).SentLast24Hours;
    expect(await sent()).toBe(0);
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'ann@example.org' }));
    await ses.send(
      new SendEmailCommand({
        Source: 'ann@example.org',
        Destination: { ToAddresses: ['b@example.org'], BccAddresses: ['c@example.org'] },
        Message: { Subject: { Data: 'x' }, Body: { Text: { Data: '' } } },
      }),
    );
    expect(await sent()).toBe(2);
    const elsewhere = await aws.ses({ account: '111122223333' }).send(new GetSendQuotaCommand({}));
    expect(elsewhere).toMatchObject({ SentLast24Hours: 0, Max24HourSend: 50_000, MaxSendRate: 14 });
  });
});
