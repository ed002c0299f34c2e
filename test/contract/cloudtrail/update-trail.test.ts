import {
  GetTrailCommand,
  UpdateTrailCommand,
  type UpdateTrailCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { BUCKET, createLogBucket, createNewsTopic, createTrail, refusal, useServer } from './trails.ts';

const server = useServer();
const update = (input: UpdateTrailCommandInput) => server.cloudtrail.send(new UpdateTrailCommand(input));

describe('UpdateTrail', () => {
  it('changes what it names and leaves the rest', async () => {
    await createNewsTopic(server.aws.sns());
    await createTrail(server.cloudtrail, 'changing', { S3KeyPrefix: 'a', SnsTopicName: 'news' });
    await createLogBucket(server.s3, 'elsewhere');
    expect(await update({ Name: 'changing', S3BucketName: 'elsewhere' })).toMatchObject({
      S3BucketName: 'elsewhere',
      S3KeyPrefix: 'a',
      SnsTopicName: 'news',
    });
    await update({ Name: 'changing', SnsTopicName: '', IsMultiRegionTrail: true });
    const { Trail } = await server.cloudtrail.send(new GetTrailCommand({ Name: 'changing' }));
    expect(Trail).toMatchObject({ S3BucketName: 'elsewhere', S3KeyPrefix: 'a', IsMultiRegionTrail: true });
    expect(Trail).not.toHaveProperty('SnsTopicARN');
  });

  it('tries a new destination before it takes it', async () => {
    await createTrail(server.cloudtrail, 'steady');
    const refused = await refusal(update({ Name: 'steady', S3BucketName: 'nowhere-at-all' }));
    expect(refused).toMatch(/^S3BucketDoesNotExistException/);
    const { Trail } = await server.cloudtrail.send(new GetTrailCommand({ Name: 'steady' }));
    expect(Trail?.S3BucketName).toBe(BUCKET);
  });

  it('refuses unknown trails, trails of other Regions and settings that do not fit', async () => {
    expect(await refusal(update({ Name: 'unknown' }))).toMatch(
      /^TrailNotFoundException: Unknown trail: unknown/,
    );
    const { TrailARN } = await createTrail(server.aws.cloudtrail({ region: 'eu-west-1' }), 'abroad');
    expect(await refusal(update({ Name: TrailARN }))).toMatch(/^InvalidHomeRegionException/);
    expect(
      await refusal(update({ Name: 'steady', IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false })),
    ).toMatch(/^InvalidParameterCombinationException/);
  });
});
