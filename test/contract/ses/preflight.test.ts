// The object that SES leaves in a bucket, and which of several things wrong with a rule is told.
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { ReceiptAction, SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createMailBucket, createRule, createSet } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
let rules = 0;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await createMailBucket(aws.s3(), 'mail');
  await createSet(ses, 'inbound');
});
afterAll(() => aws.close());

const create = (...Actions: ReceiptAction[]) => {
  rules += 1;
  return createRule(ses, 'inbound', { Name: `rule-${rules}`, Actions });
};

describe('AMAZON_SES_SETUP_NOTIFICATION', () => {
  it('says what AWS’s says, under the rule’s prefix', async () => {
    await create({ S3Action: { BucketName: 'mail', ObjectKeyPrefix: 'new' } });
    const Key = 'new/AMAZON_SES_SETUP_NOTIFICATION';
    const { Body } = await aws.s3().send(new GetObjectCommand({ Bucket: 'mail', Key }));
    const text = (await Body?.transformToString()) ?? '';
    // The text of facts/ses-receiving.md §2; each of its sentences stands on one line or two.
    expect(text.split('\r\n')).toEqual([
      expect.stringMatching(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/),
      'To: recipient@example.com',
      'From: Amazon Web Services <no-reply-aws@amazon.com>',
      'Subject: Amazon SES Setup Notification',
      '',
      'Hello,',
      '',
      'You received this message because you attempted to set up Amazon SES to deliver emails to this S3 bucket.',
      '',
      expect.stringMatching(/^Please note that the rule .* is successful\. For more information about$/),
      'setting up email-receiving rules, see the Amazon SES Developer Guide at http://docs.aws.amazon.com/ses/latest/DeveloperGuide/Welcome.html .',
      '',
      'Thank you for using Amazon SES!',
      '',
      'The Amazon SES Team',
      '',
    ]);
  });
});

describe('of several things wrong', () => {
  const header = (HeaderName: string, HeaderValue = 'x'): ReceiptAction => ({
    AddHeaderAction: { HeaderName, HeaderValue },
  });
  const stop: ReceiptAction = { StopAction: { Scope: 'RuleSet' } };
  const nowhere: ReceiptAction = { S3Action: { BucketName: 'nowhere' } };

  it.each<[string, string, ReceiptAction[]]>([
    ['too many actions', 'Too many actions', [stop, ...Array(10).fill(header('bad name'))]],
    [
      'the stop that is not last',
      'Stop action, if any, must be placed at the end of the actions list',
      [header('bad name'), stop, header('X')],
    ],
    ['the earlier action', 'Invalid header name: bad name', [header('bad name'), nowhere]],
    ['the earlier action', 'No such bucket: nowhere', [nowhere, header('bad name')]],
    [
      'the topic before its bucket',
      'Invalid SNS topic: topic',
      [{ S3Action: { BucketName: 'nowhere', TopicArn: 'topic' } }],
    ],
  ])('%s comes first: %s', async (_what, message, actions) => {
    await expect(create(...actions)).rejects.toMatchObject({ message });
  });

  it('a header’s value has less than 2,048 characters and stays on its line', async () => {
    await create(header('X-Long', 'x'.repeat(2047)));
    for (const value of ['x'.repeat(2048), 'a\r\nB: c', 'a\nb']) {
      await expect(create(header('X-Long', value))).rejects.toMatchObject({
        name: 'InvalidParameterValue',
        message: `Invalid header value: ${value}`,
      });
    }
  });
});
