// DescribeReceiptRule through the SDK.
import { DescribeReceiptRuleCommand, type SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, createSet, query } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await createSet(ses, 'set');
});
afterAll(() => aws.close());

const show = (RuleName: string, RuleSetName = 'set') =>
  ses.send(new DescribeReceiptRuleCommand({ RuleSetName, RuleName }));

describe('DescribeReceiptRule', () => {
  it('fills in the defaults, SNS’s encoding included', async () => {
    const TopicArn = 'arn:aws:sns:us-east-1:000000000000:topic';
    await fetch(`${aws.url}/_waxseal/topics`, {
      method: 'PUT',
      body: JSON.stringify({ [TopicArn]: 'http://127.0.0.1:9/topic' }),
    });
    await createRule(ses, 'set', { Name: 'rule', Actions: [{ SNSAction: { TopicArn } }] });
    const { Rule } = await show('rule');
    expect(Rule).toEqual({
      Name: 'rule',
      Enabled: false,
      TlsPolicy: 'Optional',
      Actions: [{ SNSAction: { TopicArn, Encoding: 'UTF-8' } }],
      ScanEnabled: false,
    });
  });

  it('refuses what does not exist, the set first', async () => {
    await expect(show('rule', 'missing')).rejects.toMatchObject({ name: 'RuleSetDoesNotExistException' });
    await expect(show('missing')).rejects.toMatchObject({
      name: 'RuleDoesNotExistException',
      message: 'Rule does not exist: missing',
    });
  });

  it('tells an absent name from an empty one', async () => {
    const { text } = await query(aws.url, { Action: 'DescribeReceiptRule', RuleSetName: 'set' });
    expect(text).toContain('<Code>InvalidParameterValue</Code><Message>RuleName is required.</Message>');
    await expect(show('')).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "2 validation errors detected: Value at 'ruleName' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value at 'ruleName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_.-]+$",
    });
    await expect(show('x.')).rejects.toMatchObject({ message: 'Not a valid ruleName: x.' });
  });
});
