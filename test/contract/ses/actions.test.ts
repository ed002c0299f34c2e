// The receipt actions, really done in their order, and what becomes of those that fail.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type ReceiptAction, type SESClient, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMail, storedMail } from '../../support/sealed-mail.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { createMailBucket, createRule, receiveAt } from './rules.ts';

const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:mail`;
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:judge`;
const RAW = Buffer.from('From: Ann <ann@example.net>\r\nTo: list@example.com\r\nSubject: Hi\r\n\r\nbody\r\n');

let aws: TestServer;
let ses: SESClient;
let s3: S3Client;
/** Plays a function and a topic: remembers what it was sent and answers what it was told to. */
let stranger: Server;
const heard: { readonly url: string; readonly headers: Record<string, unknown>; readonly body: string }[] =
  [];
let answer: { status: number; body: string } = { status: 200, body: 'null' };
let rules = 0;
let topicUrl: string;
const put = (path: string, body: object) =>
  fetch(`${aws.url}/_waxseal/${path}`, { method: 'PUT', body: JSON.stringify(body) });
const setTopics = (endpoints: Record<string, string>) => put('topics', endpoints);

beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  s3 = aws.s3();
  await createMailBucket(s3, 'mail');
  await receiveAt(ses, 'example.com');
  stranger = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      heard.push({
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(pieces).toString(),
      });
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  await put('functions', {
    [FUNCTION]: `http://127.0.0.1:${port}/2015-03-31/functions/function/invocations`,
  });
  topicUrl = `http://127.0.0.1:${port}/topic`;
  await setTopics({ [TOPIC]: topicUrl });
});
afterAll(async () => {
  await aws.close();
  stranger.close();
});

/** A rule for an address of its own behind those that stand; a mail to it; what was recorded. */
async function receive(...Actions: ReceiptAction[]) {
  rules += 1;
  const to = `u${rules}@example.com`;
  await createRule(ses, 'inbound', { Name: `rule-${rules}`, Enabled: true, Recipients: [to], Actions });
  return deliver(to);
}
async function deliver(to: string) {
  const { messageId, mails } = await aws.deliver(RAW, { from: 'ann@example.net', to: [to] });
  const actions = () => aws.receiving.mails().find((mail) => mail.messageId === messageId)?.actions ?? [];
  return { id: messageId, to, mail: mails[0], actions, rule: `rule-${rules}` };
}
const header = (HeaderName: string): ReceiptAction => ({
  AddHeaderAction: { HeaderName, HeaderValue: 'yes' },
});
const store = (ObjectKeyPrefix: string, BucketName = 'mail'): ReceiptAction => ({
  S3Action: { BucketName, ObjectKeyPrefix },
});
async function stored(key: string, Bucket = 'mail'): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
  return (await Body?.transformToString()) ?? '';
}

function lastHeard() {
  const last = heard.at(-1);
  if (!last) throw new Error('nobody was called');
  return last;
}

describe('AddHeader', () => {
  it('shows in what comes after it, and only there', async () => {
    const { id } = await receive(store('before'), header('X-One'), header('X-Two'), store('after'));
    expect(await stored(`before/${id}`)).not.toContain('X-One');
    expect(await stored(`after/${id}`)).toContain('\r\nX-One: yes\r\nX-Two: yes\r\nFrom: Ann');
  });
});

describe('Stop', () => {
  it('ends the rule set: later rules do nothing', async () => {
    const to = 'stopped@example.com';
    const rule = (Name: string, ...Actions: ReceiptAction[]) =>
      createRule(ses, 'inbound', { Name, Enabled: true, Recipients: [to], Actions });
    await rule('second', header('X-Late'));
    await rule('first', header('X-Early'), { StopAction: { Scope: 'RuleSet' } });
    const { actions } = await deliver(to);
    expect(actions().map(({ rule: name, type, status }) => [name, type, status])).toEqual([
      ['first', 'AddHeader', 'done'],
      ['first', 'Stop', 'done'],
      ['second', 'AddHeader', 'skipped'],
    ]);
  });
});

describe('Bounce', () => {
  const action: ReceiptAction = {
    BounceAction: {
      SmtpReplyCode: '550',
      StatusCode: '5.1.1',
      Message: 'Mailbox does not exist',
      Sender: 'mailer-daemon@example.com',
    },
  };

  it('sends a real delivery status notification to the sender', async () => {
    const { to, actions } = await receive(action);
    const id = actions()[0]?.result?.bounceMessageId;
    const sent = (await (await fetch(`${aws.url}/_waxseal/sent`)).json()) as { id: string; raw: string }[];
    const raw = Buffer.from(sent.find((mail) => mail.id === id)?.raw ?? '', 'base64').toString();
    expect(raw).toContain('From: mailer-daemon@example.com\r\nTo: ann@example.net\r\n');
    expect(raw).toContain(
      `Final-Recipient: rfc822; ${to}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 Mailbox does not exist\r\n`,
    );
  });

  it('is never sent for a bounce', async () => {
    rules += 1;
    await createRule(ses, 'inbound', {
      Name: `rule-${rules}`,
      Enabled: true,
      Recipients: ['null@example.com'],
      Actions: [action],
    });
    const { mails } = await aws.deliver(RAW, { from: '', to: ['null@example.com'] });
    expect(mails[0]?.actions[0]).toMatchObject({ type: 'Bounce', status: 'not executed' });
  });

  it('finds a sender who is received here', async () => {
    await ses.send(new VerifyDomainIdentityCommand({ Domain: 'local.com' }));
    await createRule(ses, 'inbound', {
      Name: 'local',
      Enabled: true,
      Recipients: ['local.com'],
      Actions: [],
    });
    rules += 1;
    await createRule(ses, 'inbound', {
      Name: `rule-${rules}`,
      Enabled: true,
      Recipients: ['b@example.com'],
      Actions: [action],
    });
    await aws.deliver(RAW, { from: 'me@local.com', to: ['b@example.com'] });
    await aws.receiving.idle();
    const last = aws.receiving.mails().at(-1);
    expect(last?.envelope).toMatchObject({ from: '', to: ['me@local.com'] });
  });
});

describe('Lambda', () => {
  const invoke = (InvocationType: 'Event' | 'RequestResponse', FunctionArn = FUNCTION): ReceiptAction => ({
    LambdaAction: { FunctionArn, InvocationType },
  });

  it('gives the function SES’s event', async () => {
    answer = { status: 200, body: 'null' };
    const { id, to } = await receive(invoke('Event'));
    const { headers, body } = lastHeard();
    expect(headers['x-amz-invocation-type']).toBe('Event');
    const record = JSON.parse(body).Records[0];
    expect(record).toMatchObject({
      eventSource: 'aws:ses',
      eventVersion: '1.0',
      ses: {
        mail: {
          messageId: id,
          source: 'ann@example.net',
          destination: ['list@example.com'],
          headersTruncated: false,
          commonHeaders: { from: ['Ann <ann@example.net>'], subject: 'Hi', returnPath: 'ann@example.net' },
        },
        receipt: {
          recipients: [to],
          spamVerdict: { status: 'DISABLED' },
          spfVerdict: { status: 'GRAY' },
          action: { type: 'Lambda', functionArn: FUNCTION, invocationType: 'Event' },
        },
      },
    });
    expect(record.ses.mail.headers[0]).toEqual({ name: 'Return-Path', value: '<ann@example.net>' });
  });

  it.each([
    ['CONTINUE', 'done', 'done'],
    ['STOP_RULE', 'skipped', 'done'],
    ['STOP_RULE_SET', 'skipped', 'skipped'],
    ['WHATEVER', 'done', 'done'],
  ])('obeys the disposition %s', async (disposition, inRule, inSet) => {
    answer = { status: 200, body: JSON.stringify({ disposition }) };
    const to = `${disposition.toLowerCase()}@example.com`;
    const rule = (Name: string, ...Actions: ReceiptAction[]) =>
      createRule(ses, 'inbound', { Name, Enabled: true, Recipients: [to], Actions });
    await rule(`${disposition}-2`, header('X-Next-Rule'));
    await rule(`${disposition}-1`, invoke('RequestResponse'), header('X-Same-Rule'));
    const { actions } = await deliver(to);
    expect(actions().map(({ status }) => status)).toEqual(['done', inRule, inSet]);
  });

  it('is given an Event again after one minute and after two more, as by Lambda’s own queue', async () => {
    answer = { status: 500, body: 'boom' };
    const { actions } = await receive(invoke('Event'), header('X-After'));
    const heardBefore = heard.length;
    expect(actions()).toMatchObject([
      { status: 'retrying', error: { code: 'LambdaInvocationFailed' } },
      { status: 'done' },
    ]);
    for (const [minutes, status] of [
      [1, 'retrying'],
      [2, 'failed'],
    ] as const) {
      aws.clock.advance(minutes * 60_000);
      await aws.idle();
      expect(actions()[0]).toMatchObject({ status });
    }
    expect(actions()[0]?.attempts).toHaveLength(3);
    expect(heard).toHaveLength(heardBefore + 2);
    const ids = heard.slice(heardBefore - 1).map(({ headers }) => headers['x-amzn-requestid']);
    expect(new Set(ids).size).toBe(1);
    answer = { status: 200, body: 'null' };
  });

  it('goes on when the function fails, or is none', async () => {
    answer = { status: 500, body: 'boom' };
    const failing = await receive(invoke('RequestResponse'), header('X-After'));
    expect(failing.actions()).toMatchObject([
      { status: 'failed', error: { code: 'LambdaInvocationFailed' } },
      { status: 'done' },
    ]);
    const unknown = await receive(invoke('Event', `${FUNCTION}-unknown`), header('X-After'));
    expect(unknown.actions()).toMatchObject([{ status: 'not executed' }, { status: 'done' }]);
    answer = { status: 200, body: 'null' };
  });
});

describe('SNS', () => {
  it.each(['UTF-8', 'Base64'] as const)('publishes the whole message (%s)', async (Encoding) => {
    const { id } = await receive({ SNSAction: { TopicArn: TOPIC, Encoding } });
    const { headers, body } = lastHeard();
    expect(headers['x-amz-sns-message-type']).toBe('Notification');
    const envelope = JSON.parse(body);
    expect(envelope).toMatchObject({ Type: 'Notification', TopicArn: TOPIC });
    const message = JSON.parse(envelope.Message);
    expect(message).toMatchObject({
      notificationType: 'Received',
      mail: { messageId: id },
      receipt: {
        action: { type: 'SNS', topicArn: TOPIC, encoding: Encoding === 'UTF-8' ? 'UTF8' : 'BASE64' },
      },
    });
    const content = Buffer.from(message.content, Encoding === 'UTF-8' ? 'utf8' : 'base64').toString();
    expect(content).toMatch(/^Return-Path: /);
    expect(content.endsWith(RAW.toString())).toBe(true);
  });

  it('refuses more than 150 KB for good', async () => {
    rules += 1;
    const to = 'large@example.com';
    const Actions = [{ SNSAction: { TopicArn: TOPIC } }];
    await createRule(ses, 'inbound', { Name: `rule-${rules}`, Enabled: true, Recipients: [to], Actions });
    const { mails } = await aws.deliver(Buffer.alloc(150 * 1024, 'x'), { from: 'a@b.net', to: [to] });
    expect(mails[0]?.actions[0]).toMatchObject({ status: 'failed', error: { code: 'MessageTooLarge' } });
  });

  it('tells a topic what another action did', async () => {
    const { id } = await receive({
      S3Action: { BucketName: 'mail', ObjectKeyPrefix: 'told', TopicArn: TOPIC },
    });
    const message = JSON.parse(JSON.parse(heard.at(-1)?.body ?? '{}').Message);
    expect(message.receipt.action).toEqual({
      type: 'S3',
      topicArn: TOPIC,
      bucketName: 'mail',
      objectKeyPrefix: 'told',
      objectKey: `told/${id}`,
    });
    expect(message.content).toBeUndefined();
  });

  it('a topic that nobody plays any more is recorded as such', async () => {
    const silent = `${TOPIC}-silent`;
    await setTopics({ [TOPIC]: topicUrl, [silent]: topicUrl });
    const { to } = await receive({ SNSAction: { TopicArn: silent } });
    await setTopics({ [TOPIC]: topicUrl });
    const { actions } = await deliver(to);
    // Without an SNS it cannot be done, with one the topic is not there.
    expect(actions()[0]).toMatchObject({
      type: 'SNS',
      status: expect.stringMatching(/^(not executed|retrying)$/),
    });
  });
});

describe('WorkMail and Connect', () => {
  it('are accepted and recorded as not executed', async () => {
    const { actions } = await receive(
      { WorkmailAction: { OrganizationArn: `arn:aws:workmail:us-east-1:${ACCOUNT}:organization/m-1` } },
      {
        ConnectAction: {
          InstanceARN: `arn:aws:connect:us-east-1:${ACCOUNT}:instance/1`,
          IAMRoleARN: `arn:aws:iam::${ACCOUNT}:role/connect`,
        },
      },
    );
    expect(actions()).toMatchObject([
      { type: 'WorkMail', status: 'not executed' },
      { type: 'Connect', status: 'not executed' },
    ]);
  });
});

describe('S3 by a role', () => {
  it('the role alone needs permission: the bucket’s policy need not know SES', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'private' }));
    const iam = aws.iam();
    const document = (statement: object) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'receiver',
        AssumeRolePolicyDocument: document({
          Principal: { Service: 'ses.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
        }),
      }),
    );
    const byRole: ReceiptAction = { S3Action: { BucketName: 'private', IamRoleArn: Role?.Arn } };
    await expect(receive(byRole)).rejects.toMatchObject({ message: 'Could not write to bucket: private' });
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'receiver',
        PolicyName: 'put',
        PolicyDocument: document({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::private/*' }),
      }),
    );
    const { id, actions } = await receive(byRole);
    expect(actions()[0]?.status).toBe('done');
    expect(await stored(id, 'private')).toContain('Subject: Hi');
  });
});

describe('S3 in another region', () => {
  const far = { region: 'eu-west-1' };

  it('a role reaches the key there, SES itself does not', async () => {
    const { KeyMetadata } = await aws.kms(far).send(new CreateKeyCommand({}));
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
    await aws.s3(far).send(new CreateBucketCommand({ Bucket: 'far', CreateBucketConfiguration }));
    const document = (statement: object) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
    const { Role } = await aws.iam().send(
      new CreateRoleCommand({
        RoleName: 'traveller',
        AssumeRolePolicyDocument: document({
          Principal: { Service: 'ses.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    await aws.iam().send(
      new PutRolePolicyCommand({
        RoleName: 'traveller',
        PolicyName: 'far',
        PolicyDocument: document({ Action: ['s3:PutObject', 'kms:GenerateDataKey*'], Resource: '*' }),
      }),
    );
    const KmsKeyArn = KeyMetadata?.Arn;
    const { id, actions } = await receive({
      S3Action: { BucketName: 'far', KmsKeyArn, IamRoleArn: Role?.Arn },
    });
    expect(actions()[0]).toMatchObject({ status: 'done' });
    const mail = await storedMail(aws.s3(far), 'far', id);
    expect((await openMail(aws.kms(far), mail)).subarray(-RAW.length)).toEqual(RAW);
    await expect(receive({ S3Action: { BucketName: 'mail', KmsKeyArn } })).rejects.toMatchObject({
      message: `Unable to use AWS KMS key: ${KmsKeyArn}`,
    });
  });
});

describe('a failing S3 action', () => {
  /** A bucket that was there when the rule was made. */
  async function toVanishedBucket(bucket: string) {
    await createMailBucket(s3, bucket);
    const received = receive(store('mail', bucket), header('X-Goes-On'));
    const { to } = await received;
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: `mail/${(await received).id}` }));
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'mail/AMAZON_SES_SETUP_NOTIFICATION' }));
    await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
    return deliver(to);
  }

  it('holds nobody up, is tried again, and ends when the bucket is back', async () => {
    const { id, actions } = await toVanishedBucket('flaky');
    expect(actions()).toMatchObject([
      { status: 'retrying', error: { code: 'NoSuchBucket' } },
      { type: 'AddHeader', status: 'done' },
    ]);
    await createMailBucket(s3, 'flaky');
    aws.clock.advance(60_000);
    await aws.idle();
    expect(actions()[0]).toMatchObject({ status: 'done' });
    expect(actions()[0]?.attempts.length).toBeGreaterThan(1);
    expect(await stored(`mail/${id}`, 'flaky')).toContain('Subject: Hi');
  });

  it('is given up after four hours', async () => {
    const { actions } = await toVanishedBucket('gone');
    for (let minutes = 0; minutes <= 250; minutes += 5) {
      aws.clock.advance(5 * 60_000);
      await aws.idle();
    }
    expect(actions()[0]).toMatchObject({ status: 'failed', error: { code: 'NoSuchBucket' } });
    const attempts = actions()[0]?.attempts ?? [];
    const first = Date.parse(attempts[0]?.at ?? '');
    const last = Date.parse(attempts.at(-1)?.at ?? '');
    expect(last - first).toBeGreaterThan(3 * 3_600_000);
    expect(last - first).toBeLessThanOrEqual(4 * 3_600_000 + 5 * 60_000);
  });
});
