// CloneReceiptRuleSet through the SDK.
import {
  CloneReceiptRuleSetCommand,
  DescribeActiveReceiptRuleSetCommand,
  DescribeReceiptRuleSetCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, createSet, query, receiveAt, ruleNames } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await receiveAt(ses, 'example.com', 'original');
  for (const Name of ['c', 'b', 'a']) await createRule(ses, 'original', { Name, Actions: [] });
});
afterAll(() => aws.close());

const clone = (RuleSetName: string, OriginalRuleSetName: string) =>
  ses.send(new CloneReceiptRuleSetCommand({ RuleSetName, OriginalRuleSetName }));

describe('CloneReceiptRuleSet', () => {
  it('copies the rules in their order and activates nothing', async () => {
    await clone('copy', 'original');
    expect(await ruleNames(ses, 'copy')).toEqual(['a', 'b', 'c']);
    const active = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
    expect(active.Metadata?.Name).toBe('original');
  });

  it('renders a rule without recipients as AWS does', async () => {
    const { Rules } = await ses.send(new DescribeReceiptRuleSetCommand({ RuleSetName: 'original' }));
    expect(Rules?.[0]).toMatchObject({
      Name: 'a',
      Enabled: false,
      ScanEnabled: false,
      TlsPolicy: 'Optional',
    });
    expect(Rules?.[0]?.Recipients ?? []).toEqual([]);
    expect(Rules?.[0]?.Actions ?? []).toEqual([]);
  });

  it('a later change of the original leaves the copy alone', async () => {
    await clone('deep', 'original');
    await createRule(ses, 'original', { Name: 'later', Actions: [] });
    expect(await ruleNames(ses, 'deep')).not.toContain('later');
  });

  it('an existing target beats a missing source', async () => {
    await createSet(ses, 'taken');
    await expect(clone('taken', 'missing')).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Rule set already exists: taken',
    });
    await expect(clone('free', 'missing')).rejects.toMatchObject({
      name: 'RuleSetDoesNotExistException',
      message: 'Rule set does not exist: missing',
    });
  });

  it("reports both malformed names in one message, the original's first", async () => {
    await expect(clone('a b', 'c d')).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "2 validation errors detected: Value at 'originalRuleSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_.-]+$; " +
        "Value at 'ruleSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_.-]+$",
    });
  });

  it('then judges the form of the names, the target first', async () => {
    await expect(clone('-x', '-y')).rejects.toMatchObject({ message: 'Not a valid ruleSetName: -x' });
    await expect(clone('x', '-y')).rejects.toMatchObject({ message: 'Not a valid ruleSetName: -y' });
  });

  it('demands both names', async () => {
    const nothing = await query(aws.url, { Action: 'CloneReceiptRuleSet', RuleSetName: 'x' });
    expect(nothing.status).toBe(400);
    expect(nothing.text).toContain('<Message>OriginalRuleSetName is required.</Message>');
  });
});
