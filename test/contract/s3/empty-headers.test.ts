// Headers without a value: which of them S3 passes over, and which it looks at.
import { GetObjectAclCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { signedFetch } from '../../support/signed-fetch.ts';
import { Bucket, suite } from './support.ts';

const on = suite();
const send = (method: string, path: string, headers: Readonly<Record<string, string>>, query = {}) =>
  signedFetch(on.aws, method, path, { headers, query, ...(method === 'PUT' && { body: '' }) });
const codeOf = (text: string) => /<Code>(.*?)</.exec(text)?.[1];

describe('an empty x-amz-acl', () => {
  const headers = { 'x-amz-acl': '' };

  it('is none to who writes (measured: open-io/swift3#90)', async () => {
    expect((await send('PUT', `/${Bucket}/k`, headers)).status).toBe(200);
    const { Grants } = await on.s3.send(new GetObjectAclCommand({ Bucket, Key: 'k' }));
    expect(Grants?.map(({ Permission }) => Permission)).toEqual(['FULL_CONTROL']);
    expect((await send('POST', `/${Bucket}/k`, headers, { uploads: '' })).status).toBe(200);
    const copied = await send('PUT', `/${Bucket}/copy`, { ...headers, 'x-amz-copy-source': `${Bucket}/k` });
    expect(copied.status).toBe(200);
    expect((await send('PUT', '/empty-acl', headers)).status).toBe(200);
  });

  it('is missing where an ACL is what is asked for', async () => {
    const { status, text } = await send('PUT', `/${Bucket}/k`, headers, { acl: '' });
    expect([status, codeOf(text)]).toEqual([400, 'MissingSecurityHeader']);
  });
});

describe('an empty header of another kind', () => {
  it('leaves a storage class and tags at what they are without', async () => {
    const headers = { 'x-amz-storage-class': '', 'x-amz-tagging': '' };
    expect((await send('PUT', `/${Bucket}/plain`, headers)).status).toBe(200);
    const head = await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'plain' }));
    expect(head).not.toHaveProperty('StorageClass');
    expect(head).not.toHaveProperty('TagCount');
  });

  it('is refused where it would be a digest or a condition', async () => {
    const refusal = async (name: string) => {
      const { status, text } = await send('PUT', `/${Bucket}/never`, { [name]: '' });
      return [status, codeOf(text)];
    };
    expect(await refusal('content-md5')).toEqual([400, 'InvalidDigest']);
    expect(await refusal('x-amz-checksum-crc32')).toEqual([400, 'InvalidRequest']);
    expect(await refusal('if-none-match')).toEqual([501, 'NotImplemented']);
  });
});
