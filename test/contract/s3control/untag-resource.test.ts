import { GetBucketTaggingCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, tagsOfABucket, xml } from './tags.ts';

const on = tagsOfABucket();

describe('UntagResource', () => {
  it('takes off the tags it names, again without complaint', async () => {
    await on.tag(xml({ key1: 'value1', key2: 'value2' }));
    for (let times = 0; times < 2; times += 1) expect((await on.untag('key1')).status).toBe(204);
    expect(await on.tags()).toEqual(['key2=value2']);
  });

  it('leaves no tag set when the last is gone', async () => {
    await on.untag('key2');
    const get = on.aws.s3().send(new GetBucketTaggingCommand({ Bucket }));
    await expect(get).rejects.toMatchObject({ name: 'NoSuchTagSet' });
  });

  it('knows no bucket that is not there, and lets no stranger in', async () => {
    const answer = await on.untag('key1', 'arn:aws:s3:::absent-bucket');
    expect([answer.status, answer.element('Code')]).toEqual([404, 'NoSuchResource']);
    expect((await on.untag('key1', undefined, { account: '111122223333' })).element('Code')).toBe(
      'AccessDenied',
    );
  });
});
