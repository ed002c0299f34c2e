// terraform's own acceptance configurations of aws_ses_receipt_rule, as the SDK calls its provider makes.
import {
  CreateReceiptRuleCommand,
  DeleteReceiptRuleCommand,
  DescribeReceiptRuleCommand,
  type ReceiptRule,
  type SESClient,
  SetReceiptRulePositionCommand,
  UpdateReceiptRuleCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createMailBucket, createSet, ruleNames } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
const RuleSetName = 'tf-acc-test';
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await createSet(ses, RuleSetName);
  await createMailBucket(aws.s3(), 'tf-acc-bucket');
  await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'test@example.com' }));
});
afterAll(() => aws.close());

/** Create, position, update with the same rule, read: an apply and the plan after it, which must be empty. */
async function apply(rule: ReceiptRule, After?: string): Promise<ReceiptRule | undefined> {
  await ses.send(new CreateReceiptRuleCommand({ RuleSetName, Rule: rule, After }));
  await ses.send(new UpdateReceiptRuleCommand({ RuleSetName, Rule: rule }));
  await ses.send(new SetReceiptRulePositionCommand({ RuleSetName, RuleName: rule.Name, After }));
  const { Rule } = await ses.send(new DescribeReceiptRuleCommand({ RuleSetName, RuleName: rule.Name }));
  return Rule;
}
const defaults = { Enabled: false, ScanEnabled: false, TlsPolicy: 'Optional' as const };

describe('aws_ses_receipt_rule', () => {
  it('basic', async () => {
    const rule = {
      Name: 'basic',
      Recipients: ['test@example.com'],
      Enabled: true,
      ScanEnabled: true,
      TlsPolicy: 'Require' as const,
      Actions: [],
    };
    expect(await apply(rule)).toEqual(rule);
  });

  it('s3Action', async () => {
    const Actions = [{ S3Action: { BucketName: 'tf-acc-bucket' } }];
    expect(await apply({ Name: 's3', Actions, ...defaults })).toEqual({ Name: 's3', Actions, ...defaults });
  });

  it('snsAction fills in UTF-8, snsActionEncoding keeps Base64', async () => {
    const TopicArn = 'arn:aws:sns:us-east-1:000000000000:tf';
    await fetch(`${aws.url}/_waxseal/topics`, {
      method: 'PUT',
      body: JSON.stringify({ [TopicArn]: 'http://127.0.0.1:9/' }),
    });
    const plain = await apply({ Name: 'sns', Actions: [{ SNSAction: { TopicArn } }] });
    expect(plain?.Actions).toEqual([{ SNSAction: { TopicArn, Encoding: 'UTF-8' } }]);
    const encoded = await apply({
      Name: 'sns64',
      Actions: [{ SNSAction: { TopicArn, Encoding: 'Base64' } }],
    });
    expect(encoded?.Actions).toEqual([{ SNSAction: { TopicArn, Encoding: 'Base64' } }]);
  });

  it('lambdaAction', async () => {
    const FunctionArn = 'arn:aws:lambda:us-east-1:000000000000:function:tf';
    const Actions = [{ LambdaAction: { FunctionArn, InvocationType: 'Event' as const } }];
    expect((await apply({ Name: 'lambda', Actions }))?.Actions).toEqual(Actions);
  });

  it('stopAction and bounce', async () => {
    const Actions = [
      {
        BounceAction: {
          SmtpReplyCode: '550',
          StatusCode: '5.1.1',
          Message: 'no',
          Sender: 'test@example.com',
        },
      },
      { StopAction: { Scope: 'RuleSet' as const } },
    ];
    expect((await apply({ Name: 'stop', Actions }))?.Actions).toEqual(Actions);
  });

  it('order: behind the rule that after names', async () => {
    await apply({ Name: 'second', Actions: [] });
    await apply({ Name: 'first', Actions: [] }, 'second');
    expect((await ruleNames(ses, RuleSetName)).slice(0, 2)).toEqual(['second', 'first']);
  });

  it('actions: headers in the order in which they were given', async () => {
    const Actions = [
      { AddHeaderAction: { HeaderName: 'Another-Header', HeaderValue: 'First' } },
      { AddHeaderAction: { HeaderName: 'Added-By', HeaderValue: 'Terraform' } },
    ];
    expect((await apply({ Name: 'actions', Actions }))?.Actions).toEqual(Actions);
  });

  it('disappears: a rule that somebody deleted is reported missing', async () => {
    await apply({ Name: 'disappears', Actions: [] });
    await ses.send(new DeleteReceiptRuleCommand({ RuleSetName, RuleName: 'disappears' }));
    await expect(
      ses.send(new DescribeReceiptRuleCommand({ RuleSetName, RuleName: 'disappears' })),
    ).rejects.toMatchObject({ name: 'RuleDoesNotExistException' });
  });
});
