import { DeleteTrailCommand, GetTrailCommand } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, createTrail, deliver, logFiles, refusal, startLogging, useServer } from './trails.ts';

const server = useServer();
const remove = (Name: string) => server.cloudtrail.send(new DeleteTrailCommand({ Name }));

describe('DeleteTrail', () => {
  it('ends the trail and its deliveries', async () => {
    await createTrail(server.cloudtrail, 'short-lived');
    await startLogging(server.cloudtrail, 'short-lived');
    await remove('short-lived');
    await deliver(server.aws);
    expect(await logFiles(server.s3)).toEqual([]);
    const unknown = `TrailNotFoundException: Unknown trail: short-lived for the user: ${ACCOUNT}`;
    expect(await refusal(remove('short-lived'))).toBe(unknown);
    expect(await refusal(server.cloudtrail.send(new GetTrailCommand({ Name: 'short-lived' })))).toBe(unknown);
  });

  it('works at the trail’s home alone', async () => {
    const { TrailARN: Name = '' } = await createTrail(server.cloudtrail, 'at-home', {
      IsMultiRegionTrail: true,
    });
    const abroad = server.aws.cloudtrail({ region: 'eu-west-1' });
    expect(await refusal(abroad.send(new DeleteTrailCommand({ Name })))).toMatch(
      /^InvalidHomeRegionException/,
    );
    await remove(Name);
  });

  it('refuses what is no name and no ARN of a trail', async () => {
    expect(await refusal(remove('x'))).toMatch(/^InvalidTrailNameException/);
    expect(await refusal(remove('arn:aws:s3:::bucket'))).toMatch(/^CloudTrailARNInvalidException/);
  });
});
