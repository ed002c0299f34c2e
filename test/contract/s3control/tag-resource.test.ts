import { GetBucketTaggingCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, tagsOfABucket, xml } from './tags.ts';

const on = tagsOfABucket();

describe('TagResource', () => {
  it('adds to the tags that are there, which PutBucketTagging would replace', async () => {
    expect((await on.tag(xml({ key1: 'value1', key2: 'value2' }))).status).toBe(204);
    expect((await on.tag(xml({ key3: 'value3', key1: 'again' }))).status).toBe(204);
    expect(await on.tags()).toEqual(['key1=again', 'key2=value2', 'key3=value3']);
    expect((await on.aws.s3().send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toHaveLength(3);
  });

  it.each([
    ['a tag without a key', '<Tag><Value>v</Value></Tag>', 'MalformedXML'],
    ['a tag without a value', '<Tag><Key>k</Key></Tag>', 'MalformedXML'],
    ['a key of AWS', xml({ 'aws:test': 'v' }), 'InvalidTag'],
    ['a key given twice', xml({ k: 'v' }) + xml({ k: 'v' }), 'InvalidTag'],
    ['a comma in a value', xml({ test: 'value1,value2' }), 'InvalidTag'],
    ['a comma in a key', xml({ 'test,test2': 'v' }), 'InvalidTag'],
    ['a key too long', xml({ ['k'.repeat(129)]: 'v' }), 'InvalidTag'],
  ])('refuses %s (recorded)', async (_, document, code) => {
    const answer = await on.tag(document);
    expect([answer.status, answer.element('Code')]).toEqual([400, code]);
  });

  it('holds a bucket to fifty', async () => {
    const many = (from: number, to: number) =>
      xml(Object.fromEntries(Array.from({ length: to - from }, (_, index) => [`many${from + index}`, ''])));
    expect((await on.tag(many(0, 40))).status).toBe(204);
    expect((await on.tag(many(40, 60))).status).toBe(400);
  });

  it('knows no bucket that is not there, and lets no stranger in', async () => {
    const answer = await on.tag(xml({ k: 'v' }), 'arn:aws:s3:::absent-bucket');
    expect([answer.status, answer.element('Code')]).toEqual([404, 'NoSuchResource']);
    const refused = await on.tag(xml({ k: 'v' }), undefined, { account: '111122223333' });
    expect([refused.status, refused.element('Code')]).toEqual([403, 'AccessDenied']);
  });
});
