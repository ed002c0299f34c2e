// What S3 says of encryption headers that do not fit, row by row of facts/s3-replication-and-sse.md §5.2.
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { signedFetch } from '../../support/signed-fetch.ts';
import { Bucket, suite } from './support.ts';

const on = suite();
const SSE = 'x-amz-server-side-encryption';
const KEY_ID = `${SSE}-aws-kms-key-id`;
const CONTEXT = `${SSE}-context`;

beforeAll(async () => {
  await on.put('k');
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
const send = async (method: string, headers: Record<string, string>, key = 'k') => {
  const body = method === 'PUT' && !('x-amz-copy-source' in headers) ? { body: 'x' } : {};
  const { status, text } = await signedFetch(on.aws, method, `/${Bucket}/${key}`, { headers, ...body });
  const element = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return {
    status,
    code: element('Code'),
    message: element('Message')?.replaceAll('&apos;', "'"),
    argument: element('ArgumentName'),
  };
};
const invalidArgument = (message: string, argument: string) => ({
  status: 400,
  code: 'InvalidArgument',
  message,
  argument,
});

describe('the headers of server-side encryption', () => {
  const unsupported = invalidArgument('The encryption method specified is not supported', SSE);
  it.each(['aes:kms', '', 'aws:fsx', 'AWS:KMS'])('name a method there is, not %j', async (method) => {
    expect(await send('PUT', { [SSE]: method })).toEqual(unsupported);
  });

  it.each<Record<string, string>>([{}, { [SSE]: 'AES256' }])(
    'name a key only beside aws:kms, not beside %j',
    async (beside) => {
      expect(await send('PUT', { ...beside, [KEY_ID]: 'some-key' })).toEqual(
        invalidArgument(
          'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
          KEY_ID,
        ),
      );
    },
  );

  it('are not for readers', async () => {
    expect(await send('GET', { [SSE]: 'AES256' })).toEqual(
      invalidArgument('x-amz-server-side-encryption header is not supported for this operation.', SSE),
    );
    expect(await send('HEAD', { [SSE]: 'aws:kms' })).toMatchObject({ status: 400 });
  });

  it.each([
    ['no base64', '%%%'],
    ['no JSON', base64('{a')],
    ['values that are no texts', base64('{"a":1}')],
    ['a list', base64('["a"]')],
    ['null', base64('null')],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]).toString('base64')],
  ])('hold an encryption context, not %s', async (_what, context) => {
    expect(await send('PUT', { [SSE]: 'aws:kms', [CONTEXT]: context })).toEqual(
      invalidArgument(
        `The header '${CONTEXT}' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map`,
        CONTEXT,
      ),
    );
  });

  it('let an object be copied onto itself only where they, or anything, change', async () => {
    const source = { 'x-amz-copy-source': `/${Bucket}/k` };
    expect(await send('PUT', source)).toMatchObject({
      status: 400,
      code: 'InvalidRequest',
      message: expect.stringContaining('trying to copy an object to itself'),
    });
    expect(await send('PUT', { ...source, [SSE]: 'AES256' })).toMatchObject({ status: 200 });
  });
});

describe('KMS', () => {
  it('refuses a key that cannot seal data keys', async () => {
    const { KeyMetadata } = await on.aws
      .kms()
      .send(new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }));
    expect(await send('PUT', { [SSE]: 'aws:kms', [KEY_ID]: KeyMetadata?.Arn ?? '' })).toMatchObject({
      status: 400,
      code: 'KMS.InvalidKeyUsageException',
    });
  });

  it('out of its quota shows on a read as on a write, and nowhere else', async () => {
    const sealed = { Bucket, Key: 'sealed' };
    await on.s3.send(new PutObjectCommand({ ...sealed, Body: 'x', ServerSideEncryption: 'aws:kms' }));
    const quotas = (body: object) =>
      fetch(`${on.aws.url}/_waxseal/kms/quotas`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await quotas({ CryptographicOperationsSymmetric: 0 })).status).toBe(200);
    const busy = { $metadata: { httpStatusCode: 503 } };
    await expect(on.s3.send(new GetObjectCommand(sealed))).rejects.toMatchObject(busy);
    const put = new PutObjectCommand({ ...sealed, Body: 'y', ServerSideEncryption: 'aws:kms' });
    await expect(on.s3.send(put)).rejects.toMatchObject(busy);
    await on.s3.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    await quotas({ CryptographicOperationsSymmetric: null });
    await on.s3.send(new GetObjectCommand(sealed));
  });
});
