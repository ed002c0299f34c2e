// Version 2 in the Authorization header, as S3 still takes it: the date is looked at before the signature.
import { createHmac } from 'node:crypto';
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
let key: { readonly AccessKeyId?: string; readonly SecretAccessKey?: string };
beforeAll(async () => {
  aws = await startTestServer();
  const iam = aws.iam();
  const UserName = 'elder';
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 's3', PolicyDocument }));
  key = (await iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey ?? {};
});
afterAll(() => aws.close());

async function list(date: string | undefined, path = '/', signed = path) {
  const text = `GET\n\n\n\n${date === undefined ? '' : `x-amz-date:${date}\n`}${signed}`;
  const signature = createHmac('sha1', key.SecretAccessKey ?? '')
    .update(text)
    .digest('base64');
  const answer = await fetch(`${aws.url}${path}`, {
    headers: {
      authorization: `AWS ${key.AccessKeyId}:${signature}`,
      ...(date !== undefined && { 'x-amz-date': date }),
    },
  });
  return { status: answer.status, text: await answer.text() };
}

describe('Signature Version 2 in a header', () => {
  it('holds today', async () => {
    expect((await list(new Date().toUTCString())).status).toBe(200);
  });

  it('holds for a bucket that is signed with a slash at its end, as boto3 does', async () => {
    const date = new Date().toUTCString();
    expect((await list(date, '/absent-bucket', '/absent-bucket/')).status).toBe(404);
    expect((await list(date, '/absent-bucket', '/another-bucket/')).status).toBe(403);
  });

  it('holds no more when it is old', async () => {
    const { status, text } = await list('Wed, 07 Jul 2010 21:53:04 GMT');
    expect([status, text]).toEqual([403, expect.stringContaining('<Code>RequestTimeTooSkewed</Code>')]);
  });

  it.each([undefined, 'yesterday', 'Fri, 07 Jul 1950 21:53:04 GMT'])(
    'needs a date that can be read, not %s',
    async (date) => {
      const { status, text } = await list(date);
      expect([status, text]).toEqual([
        403,
        expect.stringContaining('AWS authentication requires a valid Date or x-amz-date header'),
      ]);
    },
  );
});
