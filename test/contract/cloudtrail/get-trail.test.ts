import { GetTrailCommand } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { BUCKET, createTrail, refusal, useServer } from './trails.ts';

const server = useServer();

describe('GetTrail', () => {
  it('finds a trail by name and by ARN', async () => {
    const { TrailARN } = await createTrail(server.cloudtrail, 'found');
    for (const Name of ['found', TrailARN]) {
      const { Trail } = await server.cloudtrail.send(new GetTrailCommand({ Name }));
      expect(Trail).toMatchObject({
        Name: 'found',
        TrailARN,
        S3BucketName: BUCKET,
        HomeRegion: 'us-east-1',
        HasCustomEventSelectors: false,
        HasInsightSelectors: false,
      });
      expect(Trail).not.toHaveProperty('KmsKeyId');
    }
  });

  it('finds one of another Region by its ARN, or by name where it reaches into all Regions', async () => {
    const abroad = server.aws.cloudtrail({ region: 'eu-west-1' });
    const get = (Name: string | undefined) => abroad.send(new GetTrailCommand({ Name }));
    const { TrailARN } = await createTrail(server.cloudtrail, 'single');
    await createTrail(server.cloudtrail, 'everywhere', { IsMultiRegionTrail: true });
    expect((await get(TrailARN)).Trail?.HomeRegion).toBe('us-east-1');
    expect((await get('everywhere')).Trail?.HomeRegion).toBe('us-east-1');
    expect(await refusal(get('single'))).toMatch(/^TrailNotFoundException: Unknown trail: single/);
  });

  it('shows no account another’s trails', async () => {
    const { TrailARN } = await createTrail(server.cloudtrail, 'private');
    const stranger = server.aws.cloudtrail({ account: '111122223333' });
    expect(await refusal(stranger.send(new GetTrailCommand({ Name: 'private' })))).toMatch(/^TrailNotFound/);
    expect(await refusal(stranger.send(new GetTrailCommand({ Name: TrailARN })))).toMatch(
      /^AccessDeniedException: User: arn:aws:iam::111122223333:root is not authorized to perform: cloudtrail:GetTrail/,
    );
  });
});
