// Refusals that repeat what was sent: cut where it is beyond all use, in every protocol.
import { hash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../src/core/errors.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { unchecked } from './raw-http.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await fetch(`${aws.url}/long-refusals`, { method: 'PUT', headers: sent('s3') });
});
afterAll(() => aws.close());

const sent = (service: string) => ({
  authorization: unchecked(service, 'test'),
  'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
});
const post = async (path: string, headers: Record<string, string>, body: string, method = 'POST') => {
  const answer = await fetch(`${aws.url}${path}`, { method, headers, body });
  return { status: answer.status, text: await answer.text() };
};
const remove = (document: string) =>
  post('/long-refusals?delete', { ...sent('s3'), 'content-md5': hash('md5', document, 'base64') }, document);
const json = (service: string, target: string, input: object) =>
  post('/', { ...sent(service), 'x-amz-target': target }, JSON.stringify(input));
const form = (service: string, fields: Record<string, string>) =>
  post(
    '/',
    { ...sent(service), 'content-type': 'application/x-www-form-urlencoded' },
    String(new URLSearchParams(fields)),
  );

const LONG = 'k'.repeat(1_000_000);
/** An answer has its text once, or twice where a member repeats the message's value. */
const MOST_BYTES = 100_000;

describe('a refusal that repeats a megabyte', () => {
  it.each([
    ['KMS', () => json('kms', 'TrentService.DescribeKey', { KeyId: LONG })],
    ['IAM', () => form('iam', { Action: 'GetUser', Version: '2010-05-08', UserName: LONG })],
    [
      'STS',
      () =>
        form('sts', { Action: 'AssumeRole', Version: '2011-06-15', RoleArn: LONG, RoleSessionName: 'abc' }),
    ],
    ['an action that is none', () => form('iam', { Action: LONG, Version: '2010-05-08' })],
    [
      'SNS',
      () =>
        form('sns', { Action: 'CreateTopic', Version: '2010-03-31', Name: 'a', 'Tags.member.1.Key': LONG }),
    ],
    ['SQS', () => json('sqs', 'AmazonSQS.CreateQueue', { QueueName: LONG })],
    [
      'SES, version 2',
      () => post('/v2/email/identities', sent('ses'), JSON.stringify({ EmailIdentity: LONG })),
    ],
    [
      'S3 Control',
      () =>
        post(
          '/v20180820/jobs',
          { ...sent('s3'), 'x-amz-account-id': '000000000000' },
          `<CreateJobRequest><RoleArn>${LONG}</RoleArn></CreateJobRequest>`,
        ),
    ],
    [
      "a bucket's tags",
      () =>
        post(
          '/long-refusals?tagging',
          sent('s3'),
          `<Tagging><TagSet><Tag><Key>${LONG}</Key><Value>1</Value></Tag></TagSet></Tagging>`,
          'PUT',
        ),
    ],
    ['a key among many to delete', () => remove(`<Delete><Object><Key>${LONG}</Key></Object></Delete>`)],
    [
      'a version id among many to delete',
      () => remove(`<Delete><Object><Key>a</Key><VersionId>${LONG}</VersionId></Object></Delete>`),
    ],
  ])('is cut (%s)', async (_who, ask) => {
    const { status, text } = await ask();
    expect(status, text.slice(0, 500)).toBeLessThan(500);
    expect(text.length).toBeLessThan(MOST_BYTES);
  });

  it('says what is wrong all the same', async () => {
    const { status, text } = await json('kms', 'TrentService.DescribeKey', { KeyId: LONG });
    expect(status).toBe(400);
    const { message } = JSON.parse(text);
    expect(message).toMatch(/^1 validation error detected: Value 'kkk/);
    expect(message).toMatch(/k\[\.\.\. \d+ characters \.\.\.\]k/);
    expect(message).toMatch(
      /' at 'keyId' failed to satisfy constraint: Member must have length less than or equal to 2048$/,
    );
  });

  it('is none for tens of thousands of faults, and neither an error of ours', async () => {
    const { status, text } = await json('kms', 'TrentService.CreateKey', { Tags: Array(40_000).fill({}) });
    expect([status, JSON.parse(text).__type]).toEqual([400, 'ValidationException']);
    expect(text.length).toBeLessThan(MOST_BYTES);
  });

  it('has a key that is too long in its own error, and deletes nothing else', async () => {
    const path = '/long-refusals/stays';
    await post(path, sent('s3'), 'x', 'PUT');
    const document = `<Delete><Object><Key>stays</Key></Object><Object><Key>${'k'.repeat(1_025)}</Key></Object></Delete>`;
    const { status, text } = await remove(document);
    expect([status, text]).toEqual([400, expect.stringContaining('<Code>KeyTooLongError</Code>')]);
    expect((await fetch(`${aws.url}${path}`, { headers: sent('s3') })).status).toBe(200);
  });
});

describe('the text of an error', () => {
  it('is cut in no pair of surrogates, wherever the cut falls', () => {
    for (const shift of ['', 'a']) {
      const { message } = new AwsError('Code', 400, `${shift}${'🪙'.repeat(100_000)}`);
      expect(message.isWellFormed()).toBe(true);
    }
  });

  it('is left as it is where it is of any use', () => {
    const text = randomBytes(16_000).toString('hex');
    const members = { Value: text, Size: 3 };
    const error = new AwsError('Code', 400, text, members);
    expect(error.message).toBe(text);
    expect(error.members).toBe(members);
  });

  it('is cut in members as in the message', () => {
    const { members } = new AwsError('Code', 400, 'm', { Long: LONG, Short: 's', Size: 3 });
    expect(String(members.Long).length).toBeLessThan(40_000);
    expect(members).toMatchObject({ Short: 's', Size: 3 });
  });
});
