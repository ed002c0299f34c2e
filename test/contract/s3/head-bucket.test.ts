import { HeadBucketCommand, PutBucketAclCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { Bucket, status, suite } from './support.ts';

const on = suite();

describe('HeadBucket', () => {
  it('tells the region of a bucket that is there', async () => {
    expect(await on.s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({
      BucketRegion: 'us-east-1',
      BucketArn: `arn:aws:s3:::${Bucket}`,
    });
  });

  it('tells the region to those who may not look, too, for that is how SDKs find a bucket', async () => {
    const answer = await fetch(`${on.aws.url}/${Bucket}`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('x-amz-bucket-region')]).toEqual([403, 'us-east-1']);
  });

  it('lets in whom the bucket’s ACL lets in', async () => {
    const name = await freshBucket(on.s3, { acls: true, open: true });
    const look = async () => (await fetch(`${on.aws.url}/${name}`, { method: 'HEAD' })).status;
    expect(await look()).toBe(403);
    await on.s3.send(new PutBucketAclCommand({ Bucket: name, ACL: 'public-read' }));
    expect(await look()).toBe(200);
  });

  it('tells a type of content that it does not send, as AWS does', async () => {
    const allowed = await getSignedUrl(on.s3, new HeadBucketCommand({ Bucket }));
    for (const [url, code] of [
      [allowed, 200],
      [`${on.aws.url}/${Bucket}`, 403],
      [`${on.aws.url}/absent-bucket`, 404],
    ] as const) {
      const answer = await fetch(url, { method: 'HEAD' });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([code, 'application/xml']);
    }
  });

  it('is 404 for an absent bucket and 403 for a stranger or an unexpected owner', async () => {
    await expect(on.s3.send(new HeadBucketCommand({ Bucket: 'absent-bucket' }))).rejects.toMatchObject(
      status(404),
    );
    const stranger = on.aws.s3({ account: '111122223333' });
    await expect(stranger.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject(status(403));
    await expect(
      on.s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: '111122223333' })),
    ).rejects.toMatchObject(status(403));
  });
});
