import { GetObjectAttributesCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { signedFetch } from '../../support/signed-fetch.ts';
import { Bucket, suite } from './support.ts';

const on = suite();

const attributes = (Key: string, ...ObjectAttributes: string[]) =>
  on.s3.send(new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ObjectAttributes as never }));

describe('GetObjectAttributes', () => {
  it('tells what it is asked for and nothing more', async () => {
    const { ETag } = await on.put('k', 'hello');
    const all = await attributes('k', 'ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize');
    expect(all).toMatchObject({
      ETag: ETag?.replaceAll('"', ''),
      ObjectSize: 5,
      StorageClass: 'STANDARD',
      Checksum: { ChecksumCRC32: 'NhCmhg==', ChecksumType: 'FULL_OBJECT' },
    });
    expect(all.ObjectParts).toBeUndefined();
    const some = await attributes('k', 'ObjectSize');
    expect(some).toMatchObject({ ObjectSize: 5 });
    expect(some.ETag).toBeUndefined();
  });

  it('wants to be told which', async () => {
    const message =
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty';
    for (const headers of [undefined, { 'x-amz-object-attributes': '' }]) {
      const query = { attributes: '' };
      const { status, text } = await signedFetch(on.aws, 'GET', `/${Bucket}/k`, {
        query,
        ...(headers && { headers }),
      });
      expect(status).toBe(400);
      expect(text).toContain(`<Code>InvalidRequest</Code><Message>${message}</Message>`);
    }
  });

  it('counts parts from none upwards, whatever the object is made of', async () => {
    for (const name of ['x-amz-max-parts', 'x-amz-part-number-marker']) {
      const headers = { 'x-amz-object-attributes': 'ETag', [name]: '-1' };
      const answer = await signedFetch(on.aws, 'GET', `/${Bucket}/k`, { query: { attributes: '' }, headers });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(`<Message>Argument ${name} must be an integer between 0 and 2147483647<`);
    }
  });

  it('refuses names it does not know, and absent keys', async () => {
    await expect(attributes('k', 'Colour')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(attributes('absent', 'ETag')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
