// The control API over HTTP: what a compose file, a test suite in another language or a person with curl uses.
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());
beforeEach(() => aws.reset());

async function call(method: 'GET' | 'POST' | 'PUT', path: string, body?: string | Buffer) {
  const answer = await request(`${aws.url}${path}`, { method, ...(body !== undefined && { body }) });
  const text = await answer.body.text();
  return { status: answer.statusCode, json: JSON.parse(text) as Record<string, unknown> };
}

describe('health', () => {
  it.each(['/_waxseal/health', '/_localstack/health', '/health'])('%s lists the services', async (path) => {
    const { status, json } = await call('GET', path);
    expect(status).toBe(200);
    expect(json.services).toMatchObject({
      kms: 'running',
      s3: 'running',
      ses: 'running',
      iam: 'running',
      sts: 'running',
    });
  });

  it('a signed request for a bucket called health reaches S3', async () => {
    const s3 = aws.s3();
    await s3.send(new CreateBucketCommand({ Bucket: 'health' }));
    const listed = await s3.send(new ListBucketsCommand({}));
    expect(listed.Buckets?.map(({ Name }) => Name)).toEqual(['health']);
  });
});

describe('reset', () => {
  it.each(['/_waxseal/reset', '/_localstack/state/reset', '/moto-api/reset'])(
    '%s empties everything',
    async (path) => {
      await aws.kms().send(new CreateKeyCommand({}));
      await aws.s3().send(new CreateBucketCommand({ Bucket: 'gone' }));
      await aws
        .s3()
        .send(new PutObjectCommand({ Bucket: 'gone', Key: 'large', Body: Buffer.alloc(200_000) }));
      expect((await call('POST', path)).status).toBe(200);
      expect((await aws.s3().send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
      expect((await aws.kms().send(new ListKeysCommand({}))).Keys).toEqual([]);
      await aws.s3().send(new CreateBucketCommand({ Bucket: 'gone' }));
      await expect(aws.s3().send(new GetObjectCommand({ Bucket: 'gone', Key: 'large' }))).rejects.toThrow(
        expect.objectContaining({ name: 'NoSuchKey' }),
      );
    },
  );
});

describe('the clock', () => {
  it('moves every service: a key scheduled for deletion is gone when its window has passed', async () => {
    const kms = aws.kms();
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.KeyId;
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    expect((await call('POST', '/_waxseal/clock', JSON.stringify({ advance: 8 * 86_400 }))).status).toBe(200);
    await expect(kms.send(new DescribeKeyCommand({ KeyId }))).rejects.toThrow(
      expect.objectContaining({ name: 'NotFoundException' }),
    );
  });

  it('can be set, frozen and put back', async () => {
    await call('POST', '/_waxseal/clock', JSON.stringify({ set: '2031-05-04T03:02:01Z', freeze: true }));
    expect((await call('GET', '/_waxseal/clock')).json).toMatchObject({ frozen: true });
    expect(String((await call('GET', '/_waxseal/clock')).json.now)).toMatch(/^2031-05-04T03:02:01/);
    await call('POST', '/_waxseal/clock', JSON.stringify({ reset: true }));
    const { json } = await call('GET', '/_waxseal/clock');
    expect(json.frozen).toBe(false);
    expect(Math.abs(Date.parse(String(json.now)) - Date.now())).toBeLessThan(60_000);
  });

  it.each([
    '{"advance":"soon"}',
    '{"advance":1e300}',
    '{"advance":-1e300}',
    '{"set":"0000-01-01T00:00:00Z"}',
    '{"freeze":"x"}',
    '{"reset":1}',
    '{"set":"yesterday"}',
    '{"rewind":1}',
    '[1]',
    'not json',
  ])('refuses %s with a sentence', async (body) => {
    const { status, json } = await call('POST', '/_waxseal/clock', body);
    expect(status).toBe(400);
    expect(String(json.message).length).toBeGreaterThan(10);
  });
});

it('a clock that is refused a part of a request is left as it was', async () => {
  await call('POST', '/_waxseal/clock', JSON.stringify({ set: '2031-05-04T03:02:01Z', freeze: true }));
  const refused = JSON.stringify({ reset: true, set: '2032-01-01T00:00:00Z', advance: 'soon' });
  expect((await call('POST', '/_waxseal/clock', refused)).status).toBe(400);
  expect(String((await call('GET', '/_waxseal/clock')).json.now)).toMatch(/^2031-05-04T03:02:01/);
  await call('POST', '/_waxseal/clock', JSON.stringify({ reset: true }));
});

describe('records', () => {
  it('decisions tell who asked for what, and which statement failed why', async () => {
    const s3 = aws.s3();
    await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
    const stranger = aws.s3({ account: '111122223333' });
    await expect(stranger.send(new GetObjectCommand({ Bucket: 'mine', Key: 'k' }))).rejects.toThrow(
      expect.objectContaining({ name: 'AccessDenied' }),
    );
    const { json } = await call('GET', '/_waxseal/decisions');
    expect(JSON.stringify(json)).toContain('arn:aws:iam::111122223333:root');
    expect(JSON.stringify(json)).toContain('s3:GetObject');
  });

  it('events show every call in the form of CloudTrail, without secrets', async () => {
    await aws.kms().send(new CreateKeyCommand({ Description: 'seen' }));
    const { json } = await call('GET', '/_waxseal/events');
    expect((json.events as unknown[]).at(-1)).toMatchObject({
      eventSource: 'kms.amazonaws.com',
      eventName: 'CreateKey',
      awsRegion: 'us-east-1',
      userIdentity: { type: 'Root', accountId: ACCOUNT },
      requestParameters: { description: 'seen' },
    });
  });
});

it('a policy of brackets alone does not keep events from being read', async () => {
  const s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket: 'brackets' }));
  const Policy = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  await expect(s3.send(new PutBucketPolicyCommand({ Bucket: 'brackets', Policy }))).rejects.toThrow();
  const { status, json } = await call('GET', '/_waxseal/events');
  expect(status).toBe(200);
  expect((json.events as unknown[]).at(-1)).toMatchObject({ eventName: 'PutBucketPolicy' });
});

describe('bad requests', () => {
  it.each(['/_waxseal/functions', '/_waxseal/topics'])('%s takes HTTP endpoints alone', async (path) => {
    for (const url of ['file:///etc/passwd', 'javascript:1', 'not a URL', 7]) {
      const { status, json } = await call('PUT', path, JSON.stringify({ 'arn:aws:x': url }));
      expect(status).toBe(400);
      expect(json.message).toContain('arn:aws:x');
    }
  });

  it('an unknown control path is 404 in JSON', async () => {
    expect(await call('GET', '/_waxseal/nothing')).toMatchObject({
      status: 404,
      json: { error: 'Not Found' },
    });
  });

  it('a mail without recipients is 400', async () => {
    expect((await call('POST', '/_waxseal/mail?from=a@b.example', 'Subject: x\r\n\r\n')).status).toBe(400);
  });

  it('a mail that SMTP would refuse is told with the SMTP code', async () => {
    const { status, json } = await call(
      'POST',
      '/_waxseal/mail?from=a@b.example&to=nobody@nowhere.example',
      'x',
    );
    expect(status).toBe(422);
    expect(json.smtpReply).toBe(550);
  });

  it('replication faults of unknown kinds are 400', async () => {
    const body = JSON.stringify({ destination: 'b', kind: 'explode' });
    expect((await call('POST', '/_waxseal/replication/fault', body)).status).toBe(400);
  });
});
