import { GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { createTrail, deliver, refusal, startLogging, useServer } from './trails.ts';

const server = useServer();
const status = (Name: string | undefined) => server.cloudtrail.send(new GetTrailStatusCommand({ Name }));

describe('GetTrailStatus', () => {
  it('tells of a new trail that it does not log', async () => {
    await createTrail(server.cloudtrail, 'new');
    const told = await status('new');
    expect(told).toMatchObject({ IsLogging: false, TimeLoggingStarted: '', LatestDeliveryAttemptTime: '' });
    expect(told).not.toHaveProperty('LatestDeliveryTime');
    expect(told).not.toHaveProperty('StartLoggingTime');
  });

  it('tells when logging began and when a file was delivered, as times and as texts', async () => {
    const { TrailARN } = await createTrail(server.cloudtrail, 'log');
    await startLogging(server.cloudtrail, 'log');
    await deliver(server.aws);
    const told = await status(TrailARN);
    expect(told.IsLogging).toBe(true);
    const text = (date: Date | undefined) => `${date?.toISOString().slice(0, 19)}Z`;
    expect(told.TimeLoggingStarted).toBe(text(told.StartLoggingTime));
    expect(told.LatestDeliveryAttemptTime).toBe(text(told.LatestDeliveryTime));
    expect(told.LatestDeliveryAttemptSucceeded).toBe(text(told.LatestDeliveryTime));
    expect(told.LatestDeliveryTime?.getTime()).toBeGreaterThan(told.StartLoggingTime?.getTime() ?? 0);
  });

  it('refuses unknown trails and what is no name', async () => {
    expect(await refusal(status('unknown'))).toMatch(/^TrailNotFoundException/);
    expect(await refusal(status('?'))).toMatch(/^InvalidTrailNameException/);
  });
});
