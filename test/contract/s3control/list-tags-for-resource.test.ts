import { PutBucketPolicyCommand, PutBucketTaggingCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { ARN, Bucket, tagsOfABucket } from './tags.ts';

const on = tagsOfABucket();

describe('ListTagsForResource', () => {
  it('is empty for a bucket that was never tagged, where GetBucketTagging is an error', async () => {
    const answer = await on.list();
    expect([answer.status, answer.elements('Tag'), answer.text]).toEqual([
      200,
      [],
      expect.stringContaining('<Tags'),
    ]);
  });

  it('tells what PutBucketTagging put', async () => {
    const Tagging = { TagSet: [{ Key: 'a', Value: '1' }] };
    await on.aws.s3().send(new PutBucketTaggingCommand({ Bucket, Tagging }));
    expect(await on.tags()).toEqual(['a=1']);
  });

  it('tells another account what the bucket’s policy lets it see', async () => {
    const stranger = { account: '111122223333' };
    expect((await on.list(ARN, stranger)).element('Code')).toBe('AccessDenied');
    const Statement = {
      Effect: 'Allow',
      Principal: { AWS: stranger.account },
      Action: 's3:ListTagsForResource',
      Resource: ARN,
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await on.aws.s3().send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await on.list(ARN, stranger)).status).toBe(200);
  });

  it.each([
    'arn:aws:s3:::absent-bucket',
    'arn:aws:s3:us-east-1:000000000000:accesspoint/none',
    'arn:aws-cn:s3:::tagged',
  ])('knows no %s', async (arn) => {
    const answer = await on.list(arn);
    expect([answer.status, answer.element('Code')]).toEqual([404, 'NoSuchResource']);
  });
});
