// GetSendStatistics through the SDK.
import { GetSendStatisticsCommand, SendEmailCommand, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await aws.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
});
afterAll(() => aws.close());

describe('GetSendStatistics', () => {
  it('counts the recipients of each quarter of an hour', async () => {
    const ses = aws.ses();
    const send = (...ToAddresses: string[]) =>
      ses.send(
        new SendEmailCommand({
          Source: 'ann@example.com',
          Destination: { ToAddresses },
          Message: { Subject: { Data: 'x' }, Body: { Text: { Data: '' } } },
        }),
      );
    const points = async () => (await ses.send(new GetSendStatisticsCommand({}))).SendDataPoints ?? [];
    expect(await points()).toEqual([]);
    await send('b@example.org', 'c@example.org');
    aws.clock.advance(3_600_000);
    ses.config.systemClockOffset = 3_600_000;
    await send('b@example.org');
    const found = await points();
    expect(found.map(({ DeliveryAttempts }) => DeliveryAttempts)).toEqual([2, 1]);
    expect(found[0]).toMatchObject({ Bounces: 0, Complaints: 0, Rejects: 0 });
    expect((found[0]?.Timestamp?.getTime() ?? 1) % 900_000).toBe(0);
  });
});
