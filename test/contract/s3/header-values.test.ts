// What a header cannot hold as it is: user metadata as RFC 2047's words, the other headers as ISO-8859-1. The
// values are those that were recorded of AWS.
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();
const signed = () => ({ authorization: 'AWS test:x', date: new Date().toUTCString() });
const url = (path: string) => `${on.aws.url}/${Bucket}/${path}`;
const head = (Key: string) => on.s3.send(new HeadObjectCommand({ Bucket, Key }));

async function stored(values: Readonly<Record<string, string>>) {
  const headers: Record<string, string> = signed();
  for (const [name, value] of Object.entries(values)) headers[`x-amz-meta-${name}`] = value;
  const answer = await fetch(url('metadata'), { method: 'PUT', body: 'x', headers });
  expect(answer.status).toBe(200);
  return (await head('metadata')).Metadata;
}

describe('user metadata', () => {
  it('is decoded as it comes and encoded as it goes', async () => {
    const words = {
      q: '=?UTF-8?Q?test=5F=E2=80=94=5Ffile%E2%80%94=5F=C3=A9=5F2=3F.pdf?=',
      'q-2': '=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=',
      b: '=?UTF-8?B?AAECAw==?=',
      'b-2': '=?UTF-8?B?77+977+977+977+977+977+977+9?=',
    };
    expect(await stored(words)).toEqual(words);
  });

  it('that is ASCII in truth is shown so', async () => {
    expect(
      await stored({
        q: '=?UTF-8?Q?actually-ascii?=',
        b: '=?utf-8?B?YWJj?=',
        two: '=?UTF-8?Q?a?= =?UTF-8?Q?b?=',
        strange: '=?nothing?Q?a?=',
      }),
    ).toEqual({ q: 'actually-ascii', b: 'abc', two: 'ab', strange: '=?nothing?Q?a?=' });
  });

  it('that is no base64 comes back as what its letters make', async () => {
    expect(await stored({ bad: '=?UTF-8?B?=GGG?=' })).toEqual({ bad: '=?UTF-8?B?77+9Ye+/vQ==?=' });
  });

  it('of any length comes back as it was', async () => {
    const text = 'Zażółć gęślą jaźń 👑 '.repeat(12).trim();
    const word = `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
    const shown = await stored({ long: word });
    expect(shown?.long?.split(' ').every((part) => part.length <= 75)).toBe(true);
    expect(await stored({ long: shown?.long ?? '' })).toEqual(shown);
  });

  it('of a form is what its field says, be it like an encoded word', async () => {
    const form = new FormData();
    form.append('key', 'form');
    form.append('x-amz-meta-word', '=?UTF-8?B?YWJj?=');
    form.append('x-amz-meta-text', 'ÄMÄZÕÑ S3');
    form.append('content-disposition', 'filename="test_—_é.pdf"');
    form.append('cache-control', 'no-cache');
    form.append('AWSAccessKeyId', 'test');
    form.append('policy', Buffer.from(JSON.stringify(POLICY)).toString('base64'));
    form.append('signature', 'unknown');
    form.append('file', new Blob(['x']), 'x');
    const posted = await fetch(`${on.aws.url}/${Bucket}`, { method: 'POST', body: form });
    expect(posted.status).toBe(204);
    expect(await head('form')).toMatchObject({
      Metadata: { word: '=?UTF-8?B?YWJj?=', text: '=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=' },
      // What ISO-8859-1 has not is a blank.
      ContentDisposition: 'filename="test_ _é.pdf"',
    });
  });
});

const POLICY = {
  expiration: '2099-01-01T00:00:00Z',
  conditions: [
    { bucket: Bucket },
    ...['key', 'x-amz-meta-word', 'x-amz-meta-text', 'content-disposition', 'cache-control'].map((name) => [
      'starts-with',
      `$${name}`,
      '',
    ]),
  ],
};

describe('the other headers of an object', () => {
  it('leave byte for byte as they came, whatever their bytes', async () => {
    const value = 'attachment; filename="é Ã© .pdf"';
    for (const body of ['', 'x']) {
      const headers = { ...signed(), 'content-disposition': value, 'cache-control': value };
      await fetch(url('bytes'), { method: 'PUT', body, headers });
      for (const method of ['GET', 'HEAD']) {
        const read = await fetch(url('bytes'), { method, headers: signed() });
        expect(read.headers.get('content-disposition')).toBe(value);
        expect(read.headers.get('cache-control')).toBe(value);
      }
    }
  });

  it('may be overridden only by what a header can hold', async () => {
    await on.put('overridden');
    const read = (ResponseContentDisposition: string) =>
      on.s3.send(new GetObjectCommand({ Bucket, Key: 'overridden', ResponseContentDisposition }));
    expect((await read('filename="é"')).ContentDisposition).toBe('filename="é"');
    await expect(read('filename="—"')).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Header value cannot be represented using ISO-8859-1.',
      ArgumentName: 'response-content-disposition',
    });
  });
});
