import { createHmac } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../../src/core/call.ts';
import { checksumOf } from '../../../src/services/s3/checksum/algorithms.ts';
import { signedCall } from '../../../src/services/s3/post/post-signer.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createUser, may } from '../../support/users.ts';

const Bucket = 'posted';
let aws: TestServer;
let s3: S3Client;
beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => aws.close());

interface Signer {
  readonly id: string;
  readonly secret: string;
}
const ROOT: Signer = { id: '000000000000', secret: 'any' };
const CREDENTIAL = ({ id }: Signer) => `${id}/20261122/us-east-1/s3/aws4_request`;

function signed(conditions: unknown[], signer = ROOT, expiration = '2099-01-01T00:00:00Z') {
  const document = {
    expiration,
    conditions: [
      ...conditions,
      { 'x-amz-credential': CREDENTIAL(signer) },
      { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
    ],
  };
  const policy = Buffer.from(JSON.stringify(document)).toString('base64');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = ['20261122', 'us-east-1', 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${signer.secret}`,
  );
  return {
    policy,
    'x-amz-credential': CREDENTIAL(signer),
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-signature': hmac(key, policy).toString('hex'),
  };
}

async function post(fields: Record<string, string>, file: string | Uint8Array = 'hello', filename = 'a.txt') {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([file as string], { type: 'text/plain' }), filename);
  const answer = await fetch(`${aws.url}/${Bucket}`, { method: 'POST', body: form, redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const anyKey = [{ bucket: Bucket }, ['starts-with', '$key', '']];

describe('PostObject', () => {
  it('stores the file under the key of the form', async () => {
    const answer = await post({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the form's own placeholder
      key: 'forms/${filename}',
      'x-amz-meta-colour': 'blue',
      ...signed([...anyKey, ['starts-with', '$x-amz-meta-colour', 'b']]),
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('etag')).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'forms/a.txt' }));
    expect(await read.Body?.transformToString()).toBe('hello');
    expect(read).toMatchObject({ ContentType: 'binary/octet-stream', Metadata: { colour: 'blue' } });
  });

  it('holds the key to the policy with the file’s name in it', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the form's own placeholder
    const key = '${filename}';
    const fields = signed([{ bucket: Bucket }, ['starts-with', '$key', 'foo']]);
    expect((await post({ key, ...fields }, 'hello', 'foo.txt')).status).toBe(204);
    expect((await post({ key, ...fields }, 'hello', 'bar.txt')).status).toBe(403);
  });

  it('holds the policy to its form: a date in UTC, one property a condition', async () => {
    const key = 'never';
    const odd = await post({ key, ...signed(anyKey, ROOT, '2099-01-01 00:00:00+00:00') });
    expect([odd.status, /<Code>(.*?)</.exec(odd.text)?.[1]]).toEqual([400, 'InvalidPolicyDocument']);
    for (const condition of [{}, { bucket: Bucket, acl: 'private' }]) {
      const answer = await post({ key, ...signed([...anyKey, condition]) });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('Simple-Conditions must have exactly one property specified.');
    }
  });

  it('refuses conditions that no form can meet, and other documents than tags have none', async () => {
    const conditions = [
      ['eq', 'success_action_redirect', 'http://x.test/'],
      ['content-length-range', 'test', '10'],
    ];
    for (const condition of conditions) {
      const { status, text } = await post({ key: 'never', ...signed([...anyKey, condition]) });
      expect(status).toBe(403);
      expect(text.replaceAll('&quot;', '"')).toContain(
        `Policy Condition failed: ["${condition.join('", "')}"]`,
      );
    }
    const tagged = signed([...anyKey, ['starts-with', '$tagging', '']]);
    const key = 'untagged';
    expect((await post({ key, ...tagged, tagging: '<Other></Other>' })).status).toBe(204);
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: key }))).TagCount).toBeUndefined();
    expect((await post({ key, ...tagged, tagging: 'not-xml' })).text).toContain('<Code>MalformedXML</Code>');
  });

  it('refuses a date that is none, as a header’s', async () => {
    const name = 'x-amz-object-lock-retain-until-date';
    const answer = await post({ key: 'never', [name]: 'abc', ...signed([...anyKey, { [name]: 'abc' }]) });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(
      '<Message>The retain until date must be provided in ISO 8601 format</Message>' +
        `<ArgumentName>${name}</ArgumentName><ArgumentValue>abc</ArgumentValue>`,
    );
  });

  it('refuses a key of which a file without a name leaves nothing', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the form's own placeholder
    const fields = { key: '${filename}', ...signed(anyKey) };
    const answer = await post(fields, 'hello', 'folder/');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('<Message>User key must have a length greater than 0.</Message>');
  });

  it('streams a large file', async () => {
    const file = new Uint8Array(3_000_000).fill(65);
    expect((await post({ key: 'large', ...signed(anyKey) }, file)).status).toBe(204);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'large' }));
    expect(head.ContentLength).toBe(3_000_000);
  });

  it('answers as the form asks', async () => {
    const created = await post({
      key: 'k',
      success_action_status: '201',
      ...signed([...anyKey, { success_action_status: '201' }]),
    });
    expect(created.status).toBe(201);
    expect(created.text).toContain(`<PostResponse><Location>${aws.url}/${Bucket}/`);
    expect(created.text).toContain('<Key>k</Key>');
    const redirected = await post({
      key: 'k',
      success_action_redirect: 'http://example.com/done?x=1',
      ...signed([...anyKey, ['starts-with', '$success_action_redirect', 'http']]),
    });
    expect(redirected.status).toBe(303);
    expect(redirected.headers.get('location')).toMatch(
      /^http:\/\/example\.com\/done\?x=1&bucket=posted&key=k&etag=/,
    );
  });

  it('seals as the form asks', async () => {
    const fields = { 'x-amz-server-side-encryption': 'aws:kms' };
    await post({ key: 'sealed', ...fields, ...signed([...anyKey, fields]) });
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'sealed' }))).ServerSideEncryption).toBe(
      'aws:kms',
    );
  });

  it('holds the form to its policy', async () => {
    const refused = async (answer: ReturnType<typeof post>, code: string, message: string) => {
      const { status, text } = await answer;
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).toContain(`<Code>${code}</Code>`);
      expect(text).toContain(message);
    };
    await refused(
      post({ key: 'other', ...signed([{ bucket: Bucket }, { key: 'mine' }]) }),
      'AccessDenied',
      'Invalid according to Policy: Policy Condition failed:',
    );
    await refused(
      post({ key: 'k', acl: 'private', ...signed(anyKey) }),
      'AccessDenied',
      'Invalid according to Policy: Extra input fields: acl',
    );
    await refused(
      post({ key: 'k', ...signed(anyKey, ROOT, '2020-01-01T00:00:00Z') }),
      'AccessDenied',
      'Invalid according to Policy: Policy expired.',
    );
    await refused(
      post({ key: 'long', ...signed([...anyKey, ['content-length-range', 0, 4]]) }),
      'EntityTooLarge',
      'Your proposed upload exceeds the maximum allowed size',
    );
    await refused(
      post({ key: 'short', ...signed([...anyKey, ['content-length-range', 9, 99]]) }),
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
    );
    await refused(
      post({ key: 'k', ...signed(anyKey), policy: 'e30=' }),
      'InvalidPolicyDocument',
      'missing expiration',
    );
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'long' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('knows its signer, and lets nobody post unsigned', async () => {
    const { keys, allow } = await createUser(aws, 'poster');
    const user = { id: keys.accessKeyId, secret: keys.secretAccessKey };
    expect((await post({ key: 'k', ...signed(anyKey, user) })).text).toContain('<Code>AccessDenied</Code>');
    await allow(may('s3:PutObject', `arn:aws:s3:::${Bucket}/*`));
    expect((await post({ key: 'k', ...signed(anyKey, user) })).status).toBe(204);
    const forged = { ...signed(anyKey, user), 'x-amz-signature': '0'.repeat(64) };
    expect((await post({ key: 'k', ...forged })).text).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect((await post({ key: 'k' })).status).toBe(403);
  });

  it('takes a policy that cannot be read for one that was changed since it was signed', async () => {
    for (const signer of [ROOT, { id: 'test', secret: 'test' }]) {
      const whole = signed(anyKey, signer);
      const policy = whole.policy.slice(0, -6);
      const { status, text } = await post({ key: 'k', ...whole, policy });
      expect([status, text]).toEqual([403, expect.stringContaining('<Code>SignatureDoesNotMatch</Code>')]);
      expect(text).toContain(`<StringToSign>${policy}</StringToSign>`);
      expect(text).toContain(`<StringToSignBytes>${policy.charCodeAt(0).toString(16)} `);
    }
  });

  it('asks for what a signature lacks, by its version; a policy that nobody signed says nothing', async () => {
    const { 'x-amz-algorithm': _a, 'x-amz-credential': _c, ...halfOf4 } = signed(anyKey);
    const { policy } = halfOf4;
    const named = async (fields: Record<string, string>) =>
      /<ArgumentName>(.*?)</.exec((await post({ key: 'k', ...fields })).text)?.[1];
    expect(await named(halfOf4)).toBe('X-Amz-Algorithm');
    expect(await named({ ...halfOf4, 'x-amz-algorithm': 'AWS4-HMAC-SHA256' })).toBe('X-Amz-Credential');
    expect(await named({ ...signed(anyKey), 'x-amz-signature': '' })).toBe('X-Amz-Signature');
    expect(await named({ policy, signature: 'c2ln' })).toBe('AWSAccessKeyId');
    expect(await named({ policy, AWSAccessKeyId: 'test' })).toBe('Signature');
    const unsigned = await post({ key: 'k', policy });
    expect([unsigned.status, /<Message>(.*?)</.exec(unsigned.text)?.[1]]).toEqual([403, 'Access Denied']);
  });

  it('tells the checksum, and leaves the placeholder of a file without a name as it is', async () => {
    const checksum = 'x-amz-checksum-crc64nvme';
    const answer = await post({ key: 'summed', ...signed(anyKey) });
    expect(answer.headers.get(checksum)).toBe(checksumOf('CRC64NVME', Buffer.from('hello')));
    expect(answer.headers.get('x-amz-checksum-type')).toBe('FULL_OBJECT');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the form's own placeholder
    const Key = 'nameless-${filename}';
    const form = new FormData();
    for (const [name, value] of Object.entries({ key: Key, ...signed(anyKey) })) form.append(name, value);
    form.append('file', 'just text');
    expect((await fetch(`${aws.url}/${Bucket}`, { method: 'POST', body: form })).status).toBe(204);
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ContentLength: 9 });
  });

  it('believes no unknown key where only known ones may come', () => {
    const fields = new Map(Object.entries(signed(anyKey)));
    const call = { principal: { type: 'anonymous' }, time: 0 } as Call;
    expect(signedCall(fields, call, () => undefined).principal.type).toBe('root');
    expect(() => signedCall(fields, call, () => undefined, true)).toThrow(
      'The AWS Access Key Id you provided does not exist in our records.',
    );
  });

  it('refuses what is no form', async () => {
    const raw = async (body: string, type: string) => {
      const answer = await fetch(`${aws.url}/${Bucket}`, {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      });
      return { status: answer.status, text: await answer.text() };
    };
    expect((await raw('x', 'text/plain')).status).toBe(412);
    expect((await raw('no parts', 'multipart/form-data; boundary=b')).text).toContain('MalformedPOSTRequest');
    expect((await raw('--b--\r\n', 'multipart/form-data; boundary=b')).text).toContain(
      'POST requires exactly one file upload per request.',
    );
  });
});
