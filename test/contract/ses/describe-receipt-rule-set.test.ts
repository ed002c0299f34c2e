// DescribeReceiptRuleSet through the SDK and as XML.
import { DescribeReceiptRuleSetCommand, type SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, createSet, query } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await createSet(ses, 'set');
  await createRule(ses, 'set', {
    Name: 'rule',
    Enabled: true,
    Recipients: ['z@example.com', 'a@example.com'],
    Actions: [{ StopAction: { Scope: 'RuleSet' } }],
  });
});
afterAll(() => aws.close());

describe('DescribeReceiptRuleSet', () => {
  it('shows the set and its rules, recipients sorted', async () => {
    const { Metadata, Rules } = await ses.send(new DescribeReceiptRuleSetCommand({ RuleSetName: 'set' }));
    expect(Metadata?.Name).toBe('set');
    expect(Rules).toEqual([
      {
        Name: 'rule',
        Enabled: true,
        TlsPolicy: 'Optional',
        Recipients: ['a@example.com', 'z@example.com'],
        Actions: [{ StopAction: { Scope: 'RuleSet' } }],
        ScanEnabled: false,
      },
    ]);
  });

  it('writes the members of a rule in AWS’s order, and Actions even when there are none', async () => {
    await createRule(ses, 'set', { Name: 'bare', Actions: [] });
    const { text } = await query(aws.url, { Action: 'DescribeReceiptRuleSet', RuleSetName: 'set' });
    expect(text).toMatch(
      /<Name>bare<\/Name><Enabled>false<\/Enabled><TlsPolicy>Optional<\/TlsPolicy><Actions( ?\/>|><\/Actions>)<ScanEnabled>false/,
    );
  });

  it('refuses a set that does not exist', async () => {
    await expect(
      ses.send(new DescribeReceiptRuleSetCommand({ RuleSetName: 'missing' })),
    ).rejects.toMatchObject({
      name: 'RuleSetDoesNotExistException',
      message: 'Rule set does not exist: missing',
    });
  });
});
