import { DeleteObjectTaggingCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const on = suite();

describe('DeleteObjectTagging', () => {
  it('takes all tags off, and once more is no error', async () => {
    await on.put('k', 'x', { Tagging: 'a=1' });
    const answer = await on.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'k' }));
    expect(answer).toMatchObject(status(204));
    expect((await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }))).TagCount).toBeUndefined();
    await on.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'k' }));
    await expect(on.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'absent' }))).rejects.toMatchObject(
      {
        name: 'NoSuchKey',
      },
    );
  });
});
