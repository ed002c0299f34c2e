import { PutBucketCorsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
let Bucket: string;
beforeAll(async () => {
  aws = await startTestServer();
  const s3 = aws.s3();
  Bucket = await freshBucket(s3);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a/key.txt', Body: 'x' }));
  await s3.send(
    new PutBucketCorsCommand({
      Bucket,
      CORSConfiguration: {
        CORSRules: [
          {
            AllowedMethods: ['GET', 'PUT'],
            AllowedOrigins: ['https://*.example.com'],
            AllowedHeaders: ['x-amz-*'],
            ExposeHeaders: ['ETag'],
            MaxAgeSeconds: 60,
          },
        ],
      },
    }),
  );
});
afterAll(() => aws.close());

const preflight = (headers: Record<string, string>, path = `${Bucket}/a/key.txt`) =>
  fetch(`${aws.url}/${path}`, { method: 'OPTIONS', headers });
const origin = 'https://www.example.com';

describe('the preflight of a browser', () => {
  it('is answered by the first rule that fits, to anybody', async () => {
    const answer = await preflight({
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'X-Amz-Date, x-amz-acl',
    });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'x-amz-date, x-amz-acl',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '60',
    });
  });

  it('needs no signature, and minds none: a presigned URL’s is another request’s', async () => {
    const path = `${Bucket}/a/key.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20200101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20200101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00`;
    expect((await preflight({ origin, 'access-control-request-method': 'PUT' }, path)).status).toBe(200);
    expect((await preflight({}, path)).status).toBe(400);
  });

  it('is refused for another origin, method or header', async () => {
    const refused: Record<string, string>[] = [
      { origin: 'https://example.org', 'access-control-request-method': 'PUT' },
      { origin, 'access-control-request-method': 'DELETE' },
      {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization',
      },
    ];
    for (const headers of refused) {
      const answer = await preflight(headers);
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('<Code>AccessForbidden</Code>');
    }
  });

  it('is refused where there are no rules, or no origin', async () => {
    const bare = await freshBucket(aws.s3());
    const answer = await preflight({ origin, 'access-control-request-method': 'PUT' }, bare);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('CORS is not enabled for this bucket.');
    // Recorded: before the method is looked at, and a bucket that is not there has none either.
    expect((await preflight({ origin }, bare)).status).toBe(403);
    const absent = await preflight({ origin }, 'no-such-bucket/a');
    expect(await absent.text()).toContain('CORSResponse: Bucket not found');
    expect((await preflight({ 'access-control-request-method': 'PUT' })).status).toBe(400);
    expect((await preflight({ origin })).status).toBe(400);
  });

  it('an ordinary answer says so too', async () => {
    const answer = await fetch(`${aws.url}/${Bucket}/a/key.txt`, { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    const other = await fetch(`${aws.url}/${Bucket}/a/key.txt`, {
      headers: { origin: 'https://example.org' },
    });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('an ordinary answer goes by what a preflight would ask, where the request says it (recorded)', async () => {
    const allowed = async (headers: Record<string, string>) => {
      const answer = await fetch(`${aws.url}/${Bucket}/a/key.txt`, { headers: { origin, ...headers } });
      return answer.headers.get('access-control-allow-origin') !== null;
    };
    expect(await allowed({ 'access-control-request-method': 'PUT' })).toBe(true);
    expect(await allowed({ 'access-control-request-method': 'DELETE' })).toBe(false);
    expect(await allowed({ 'access-control-request-headers': 'x-amz-acl' })).toBe(true);
    expect(await allowed({ 'access-control-request-headers': 'authorization' })).toBe(false);
  });
});
