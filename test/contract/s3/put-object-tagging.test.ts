import { GetObjectTaggingCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();

const key = { Bucket, Key: 'k' };
const tag = (...TagSet: { Key: string; Value: string }[]) =>
  on.s3.send(new PutObjectTaggingCommand({ ...key, Tagging: { TagSet } }));

describe('PutObjectTagging', () => {
  it('replaces all tags', async () => {
    await on.put('k', 'x', { Tagging: 'old=1' });
    await tag({ Key: 'a', Value: 'ü' }, { Key: 'b', Value: '' });
    const { TagSet } = await on.s3.send(new GetObjectTaggingCommand(key));
    expect(TagSet).toEqual([
      { Key: 'a', Value: 'ü' },
      { Key: 'b', Value: '' },
    ]);
  });

  it('refuses too many, doubled, reserved and malformed tags', async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await expect(tag(...many)).rejects.toMatchObject({
      name: 'BadRequest',
      message: 'Object tags cannot be greater than 10',
    });
    const doubled = { Key: 'a', Value: '' };
    await expect(tag(doubled, doubled)).rejects.toMatchObject({
      name: 'InvalidTag',
      message: 'Cannot provide multiple Tags with the same key',
    });
    await expect(tag({ Key: 'aws:x', Value: '' })).rejects.toMatchObject({ name: 'InvalidTag' });
    await expect(tag({ Key: 'k'.repeat(129), Value: '' })).rejects.toMatchObject({ name: 'InvalidTag' });
    await expect(tag({ Key: 'k', Value: '<' })).rejects.toMatchObject({ name: 'InvalidTag' });
  });
});
