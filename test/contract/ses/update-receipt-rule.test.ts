// UpdateReceiptRule through the SDK.
import {
  DescribeReceiptRuleCommand,
  type ReceiptRule,
  type SESClient,
  UpdateReceiptRuleCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, createSet, ruleNames } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await createSet(ses, 'set');
  for (const Name of ['c', 'b', 'a']) {
    await createRule(ses, 'set', {
      Name,
      Enabled: true,
      ScanEnabled: true,
      Recipients: ['x.com'],
      Actions: [],
    });
  }
});
afterAll(() => aws.close());

const update = (Rule: ReceiptRule, RuleSetName = 'set') =>
  ses.send(new UpdateReceiptRuleCommand({ RuleSetName, Rule }));

describe('UpdateReceiptRule', () => {
  it('replaces the whole rule in its place: what is left out falls back to its default', async () => {
    await update({ Name: 'b', TlsPolicy: 'Require', Actions: [{ StopAction: { Scope: 'RuleSet' } }] });
    const { Rule } = await ses.send(new DescribeReceiptRuleCommand({ RuleSetName: 'set', RuleName: 'b' }));
    expect(Rule).toEqual({
      Name: 'b',
      Enabled: false,
      TlsPolicy: 'Require',
      Actions: [{ StopAction: { Scope: 'RuleSet' } }],
      ScanEnabled: false,
    });
    expect(await ruleNames(ses, 'set')).toEqual(['a', 'b', 'c']);
  });

  it('cannot rename: an unknown name is refused', async () => {
    await expect(update({ Name: 'd', Actions: [] })).rejects.toMatchObject({
      name: 'RuleDoesNotExistException',
      message: 'Rule does not exist: d',
    });
    await expect(update({ Name: 'a', Actions: [] }, 'missing')).rejects.toMatchObject({
      name: 'RuleSetDoesNotExistException',
    });
  });

  it('tries the places that the new actions name, and keeps the old rule where one refuses', async () => {
    await expect(
      update({ Name: 'a', Actions: [{ S3Action: { BucketName: 'no-such-bucket' } }] }),
    ).rejects.toMatchObject({ message: 'No such bucket: no-such-bucket' });
    const { Rule } = await ses.send(new DescribeReceiptRuleCommand({ RuleSetName: 'set', RuleName: 'a' }));
    expect(Rule).toMatchObject({ Enabled: true, Recipients: ['x.com'] });
  });

  it('judges as CreateReceiptRule does', async () => {
    await expect(update({ Name: 'a b', Actions: [] })).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(update({ Name: 'a-', Actions: [] })).rejects.toMatchObject({
      message: 'Not a valid ruleName: a-',
    });
  });
});
