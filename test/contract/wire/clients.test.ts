// Clients that nobody here wrote against the fake services: what they send is understood, what they get they read.
import { spawn, spawnSync } from 'node:child_process';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Body } from '../../../src/core/body.ts';
import { boto3Missing } from '../../support/boto3.ts';
import { startWire, type Wire } from './fake-services.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

const LARGE = Buffer.alloc(300_000, 'abcdefghij');

describe('the AWS SDK for JavaScript', () => {
  const s3 = (options: Partial<S3ClientConfig> & { accessKeyId?: string } = {}) =>
    new S3Client({
      endpoint: wire.url,
      region: 'eu-west-1',
      forcePathStyle: true,
      credentials: { accessKeyId: options.accessKeyId ?? 'test', secretAccessKey: 'test' },
      ...options,
    });

  it('puts under any key and gets it back', async () => {
    const client = s3({ accessKeyId: '111122223333' });
    const Key = 'a//b/../c d+é%';
    await client.send(
      new PutObjectCommand({ Bucket: 'b', Key, Body: 'hello', ContentType: 'odd', Metadata: { x: 'y' } }),
    );
    expect(wire.last()).toMatchObject({
      operation: 'PutObject',
      input: { Bucket: 'b', Key, ContentType: 'odd', Metadata: { x: 'y' } },
      call: {
        account: '111122223333',
        region: 'eu-west-1',
        principal: { type: 'root', account: '111122223333' },
      },
    });
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'b', Key }));
    expect(await Body?.transformToString()).toBe('hello');
  });

  it.each([1, LARGE.length])('streams %i bytes with a checksum behind them', async (size) => {
    const body = LARGE.subarray(0, size);
    await s3().send(
      new PutObjectCommand({
        Bucket: 'b',
        Key: 'stream',
        Body: Readable.from(
          [body.subarray(0, 70_000), body.subarray(70_000)].filter(({ length }) => length > 0),
        ),
        ContentLength: size,
        ContentEncoding: 'gzip',
      }),
    );
    expect(wire.last()?.body?.equals(body)).toBe(true);
    const given = wire.lastInput<{ Body: Body; ContentEncoding: string }>();
    expect(given.ContentEncoding).toBe('gzip');
    expect(Object.keys(given.Body.trailers ?? {})).toEqual([expect.stringMatching(/^x-amz-checksum-/)]);
  });

  it('reads errors, also where there is no body to read', async () => {
    const client = s3();
    await expect(client.send(new GetObjectCommand({ Bucket: 'b', Key: 'absent' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
      Key: 'absent',
      $metadata: {
        httpStatusCode: 404,
        requestId: expect.stringMatching(/^[0-9A-F]{16}$/),
        extendedRequestId: expect.any(String),
      },
    });
    await expect(client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'absent' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('reads documents and writes them', async () => {
    const client = s3();
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets).toEqual([{ Name: 'one', CreationDate: new Date(0) }]);
    const Objects = ['a<b>&"\'', ' ', 'é😀', 'tab\tline\n'].map((Key) => ({ Key }));
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket: 'b', Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
  });

  it('presigns URLs that hold until somebody changes them', async () => {
    wire.objects.set('b/k é', LARGE);
    const url = await getSignedUrl(s3(), new GetObjectCommand({ Bucket: 'b', Key: 'k é' }));
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url.replace('k%20', 'j%20'))).status).toBe(403);
    const put = await getSignedUrl(s3(), new PutObjectCommand({ Bucket: 'b', Key: 'put' }));
    expect((await fetch(put, { method: 'PUT', body: 'x' })).status).toBe(200);
  });

  it('names the bucket by the host', async () => {
    // Not every resolver knows *.localhost.
    const lookup: LookupFunction = (_name, { all }, answer) =>
      all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4);
    const client = s3({
      endpoint: `http://localhost:${wire.port}`,
      forcePathStyle: false,
      requestHandler: { httpAgent: new Agent({ lookup }) },
    });
    await client.send(new PutObjectCommand({ Bucket: 'hosted', Key: 'k', Body: 'x' }));
    expect(wire.last()?.input).toMatchObject({ Bucket: 'hosted', Key: 'k' });
  });
});

const has = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

const run = (command: string, args: readonly string[], input?: Uint8Array): Promise<string> =>
  new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: wire.url,
      AWS_MAX_ATTEMPTS: '1',
    };
    const child = spawn(command, args, { env });
    const out: Buffer[] = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => out.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(out).toString('utf8');
      if (code === 0) resolve(text);
      else reject(new Error(text));
    });
    child.stdin.end(input);
  });

describe.skipIf(boto3Missing() !== undefined)('boto3 (skipped where it is not installed, or old)', () => {
  it('puts, gets, presigns and reads errors', async () => {
    const script = `
import boto3, io, urllib.request, urllib.error
from botocore.config import Config
s3 = boto3.client('s3')
key = 'a//b/../c d+\\u00e9'
s3.put_object(Bucket='b', Key=key, Body=b'hello', Metadata={'x': 'y'})
assert s3.get_object(Bucket='b', Key=key)['Body'].read() == b'hello'
s3.upload_fileobj(io.BytesIO(b'x' * 300000), 'b', 'big')
assert len(s3.get_object(Bucket='b', Key='big')['Body'].read()) == 300000
assert s3.head_object(Bucket='b', Key='big')['ContentLength'] == 300000
try:
    s3.get_object(Bucket='b', Key='none')
    assert False
except s3.exceptions.NoSuchKey as e:
    assert e.response['Error']['Key'] == 'none'
for version in ('s3', 's3v4'):
    url = boto3.client('s3', config=Config(signature_version=version)).generate_presigned_url('get_object', Params={'Bucket': 'b', 'Key': 'big'})
    assert urllib.request.urlopen(url).status == 200
    try:
        urllib.request.urlopen(url.replace('/big', '/' + 'pig'))
        assert False
    except urllib.error.HTTPError as e:
        assert e.code == 403
try:
    boto3.client('ses').delete_receipt_filter(FilterName='x')
except Exception as e:
    assert e.response['Error'] == {'Type': 'Sender', 'Code': 'InvalidAction', 'Message': 'Could not find operation DeleteReceiptFilter for version 2010-12-01'}, e.response
try:
    boto3.client('kms').list_keys()
except Exception as e:
    assert e.response['Error']['Code'] == 'UnknownOperationException', e.response
print('told')
`;
    expect(await run('python3', ['-c', script])).toContain('told');
  });
});

describe.skipIf(!has('aws', '--version'))('aws-cli (skipped where it is not installed)', () => {
  it('copies from a pipe and lists', async () => {
    await run('aws', ['s3', 'cp', '-', 's3://b/piped'], LARGE);
    expect(wire.last()?.body?.equals(LARGE)).toBe(true);
    expect(await run('aws', ['s3', 'ls'])).toContain(' one\n');
  });
});
