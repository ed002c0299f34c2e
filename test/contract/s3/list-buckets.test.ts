import { CreateBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { suite } from './support.ts';

const on = suite();

describe('ListBuckets', () => {
  it('lists the caller’s own, by page, region and prefix', async () => {
    const s3 = on.aws.s3({ account: '444455556666' });
    for (const name of ['list-c', 'list-a', 'other'])
      await s3.send(new CreateBucketCommand({ Bucket: name }));
    await on.aws
      .s3({ account: '444455556666', region: 'eu-west-1' })
      .send(new CreateBucketCommand({ Bucket: 'list-b' }));
    const names = async (input: object) =>
      ((await s3.send(new ListBucketsCommand(input))).Buckets ?? []).map(({ Name }) => Name);
    expect(await names({})).toEqual(['list-a', 'list-b', 'list-c', 'other']);
    expect(await names({ Prefix: 'list-' })).toEqual(['list-a', 'list-b', 'list-c']);
    expect(await names({ BucketRegion: 'eu-west-1' })).toEqual(['list-b']);
    const first = await s3.send(new ListBucketsCommand({ MaxBuckets: 3 }));
    expect(first.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect(await names({ ContinuationToken: first.ContinuationToken })).toEqual(['other']);
    await expect(names({ MaxBuckets: 10_001 })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});
