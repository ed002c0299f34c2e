// DescribeActiveReceiptRuleSet through the SDK.
import { DescribeActiveReceiptRuleSetCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, query, receiveAt } from './rules.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('DescribeActiveReceiptRuleSet', () => {
  it('answers without metadata while no set is active', async () => {
    const answer = await aws.ses().send(new DescribeActiveReceiptRuleSetCommand({}));
    expect(answer.Metadata).toBeUndefined();
    const { text } = await query(aws.url, { Action: 'DescribeActiveReceiptRuleSet' });
    expect(text).toMatch(
      /<DescribeActiveReceiptRuleSetResult( ?\/>|><\/DescribeActiveReceiptRuleSetResult>)/,
    );
  });

  it('shows the active set of this region with its rules', async () => {
    const ses = aws.ses({ region: 'eu-west-1' });
    await receiveAt(ses, 'example.com', 'live');
    await createRule(ses, 'live', { Name: 'rule', Actions: [] });
    const answer = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
    expect(answer.Metadata?.Name).toBe('live');
    expect(answer.Rules?.map(({ Name }) => Name)).toEqual(['rule']);
    const elsewhere = await aws.ses().send(new DescribeActiveReceiptRuleSetCommand({}));
    expect(elsewhere.Metadata).toBeUndefined();
  });
});
