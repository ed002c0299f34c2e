// Where S3 Control is reached: the server's own address, and the account in front of it as SDKs send it. Neither
// may take a bucket's place.
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Control } from '../../support/s3control.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signHeaders } from '../../support/signer.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const JOBS = '/v20180820/jobs';
const ACCOUNT = '111122223333';

/** The code of the answer to a signed request under that host. */
async function ask(host: string, headers: Record<string, string> = {}): Promise<string> {
  const signed = signHeaders(
    { accessKeyId: ACCOUNT, secret: 'test', service: 's3' },
    { method: 'GET', host, path: JOBS, headers },
  );
  const answer = await request(`${aws.url}${JOBS}`, { headers: signed.headers });
  const text = await answer.body.text();
  return /<Code>(\w+)</.exec(text)?.[1] ?? /<(\w+Result)/.exec(text)?.[1] ?? text;
}
const account = { 'x-amz-account-id': ACCOUNT };

describe('the address of S3 Control', () => {
  it.each([
    ['127.0.0.1'],
    [`${ACCOUNT}.127.0.0.1`],
    [`${ACCOUNT}.localhost`],
    [`${ACCOUNT}.s3-control.us-east-1.amazonaws.com`],
    ['s3-control.eu-west-1.amazonaws.com'],
    [`${ACCOUNT}.s3-control.localhost`],
  ])('%s with the account in a header is S3 Control', async (host) => {
    expect(await ask(host, account)).toBe('ListJobsResult');
  });

  it('a whole conversation goes over the account in front of the host', async () => {
    const control = s3Control(aws, { host: 'account' });
    const answer = await control.describe('no-such-job');
    expect(answer.element('Code')).toBe('NoSuchJobException');
  });

  it('without the header the path is a bucket and a key, whatever their names', async () => {
    const s3 = aws.s3({ account: ACCOUNT });
    await s3.send(new CreateBucketCommand({ Bucket: 'v20180820' }));
    await s3.send(new PutObjectCommand({ Bucket: 'v20180820', Key: 'jobs', Body: 'an object' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'v20180820', Key: 'jobs' }));
    expect(await Body?.transformToString()).toBe('an object');
    expect(await ask('127.0.0.1')).toBe('an object');
  });

  it('another name than the account in front of the host is a bucket', async () => {
    expect(await ask('my-bucket.localhost', account)).toBe('NoSuchBucket');
    expect(await ask('444455556666.localhost', account)).toBe('NoSuchBucket');
    expect(await ask(`${ACCOUNT}.localhost`)).toBe('NoSuchBucket');
  });

  it('what S3 Control has and this server has not is NotImplemented', async () => {
    const control = s3Control(aws);
    const answer = await control.call('GET', '/v20180820/accesspoint');
    expect(answer.status).toBe(501);
    expect(answer.element('Code')).toBe('NotImplemented');
    expect((await control.call('DELETE', JOBS)).element('Code')).toBe('MethodNotAllowed');
  });

  it('a caller who signs nothing is refused', async () => {
    const answer = await request(`${aws.url}${JOBS}`, { headers: account });
    expect(answer.statusCode).toBe(403);
    expect(await answer.body.text()).toContain('<Code>AccessDenied</Code>');
  });

  it('a job id with a bad escape is refused', async () => {
    const answer = await s3Control(aws).call('GET', `${JOBS}/%zz`);
    expect(answer.status).toBe(400);
  });
});
