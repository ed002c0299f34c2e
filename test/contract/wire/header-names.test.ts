// How the headers of an answer are spelled: some clients look them up as AWS writes them (JetS3t).
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const Bucket = 'names';
let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await aws.s3().send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => aws.close());

async function namesOf(url: string): Promise<string[]> {
  const [answer] = (await once(get(url), 'response')) as [IncomingMessage];
  answer.resume();
  return answer.rawHeaders.filter((_, at) => at % 2 === 0);
}

it.each([
  ['small', 5],
  ['large, which leaves as a stream', 300_000],
])('an object that is %s', async (Key, length) => {
  const body = {
    Body: Buffer.alloc(length),
    CacheControl: 'no-store',
    ContentEncoding: 'gzip',
    Metadata: { a: 'b' },
  };
  await aws.s3().send(new PutObjectCommand({ Bucket, Key, ...body }));
  const names = await namesOf(await getSignedUrl(aws.s3(), new GetObjectCommand({ Bucket, Key })));
  const plain = [
    'Cache-Control',
    'Content-Encoding',
    'Content-Length',
    'Content-Type',
    'Date',
    'ETag',
    'Last-Modified',
  ];
  expect(names).toEqual(expect.arrayContaining(['Accept-Ranges', ...plain, 'Server']));
  expect(names).toEqual(expect.arrayContaining(['x-amz-request-id', 'x-amz-id-2', 'x-amz-meta-a']));
});

it('a refusal', async () => {
  expect(await namesOf(`${aws.url}/${Bucket}`)).toEqual(
    expect.arrayContaining(['Content-Type', 'Content-Length', 'Date', 'Server', 'x-amz-request-id']),
  );
});
