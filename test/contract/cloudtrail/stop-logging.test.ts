import { GetTrailStatusCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { allRecords, createTrail, deliver, refusal, startLogging, useServer } from './trails.ts';

const server = useServer();
const stop = (Name: string) => server.cloudtrail.send(new StopLoggingCommand({ Name }));
const makeKey = (Description: string) => server.aws.kms().send(new CreateKeyCommand({ Description }));

describe('StopLogging', () => {
  it('delivers what happened until then, and nothing after', async () => {
    await createTrail(server.cloudtrail, 'log');
    await startLogging(server.cloudtrail, 'log');
    await makeKey('in');
    await stop('log');
    await makeKey('out');
    await deliver(server.aws);
    const keys = (await allRecords(server.s3)).filter(({ eventName }) => eventName === 'CreateKey');
    expect(keys.map(({ requestParameters }) => requestParameters.description)).toEqual(['in']);
    const status = await server.cloudtrail.send(new GetTrailStatusCommand({ Name: 'log' }));
    expect(status).toMatchObject({ IsLogging: false, StopLoggingTime: expect.any(Date) });
    await stop('log');
  });

  it('refuses a trail that is not there', async () => {
    expect(await refusal(stop('nobody'))).toMatch(/^TrailNotFoundException: Unknown trail: nobody/);
    expect(await refusal(stop('arn:aws:cloudtrail:us-east-1:1:channel/x'))).toMatch(/^CloudTrailARNInvalid/);
  });
});
