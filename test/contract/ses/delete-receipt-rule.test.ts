// DeleteReceiptRule through the SDK.
import { DeleteReceiptRuleCommand, type SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, createSet, ruleNames } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await createSet(ses, 'set');
});
afterAll(() => aws.close());

const remove = (RuleName: string, RuleSetName = 'set') =>
  ses.send(new DeleteReceiptRuleCommand({ RuleSetName, RuleName }));

describe('DeleteReceiptRule', () => {
  it('removes the rule and keeps the order of the others', async () => {
    for (const Name of ['c', 'b', 'a']) await createRule(ses, 'set', { Name, Actions: [] });
    await remove('b');
    expect(await ruleNames(ses, 'set')).toEqual(['a', 'c']);
  });

  it('is content when the rule is not there, not when its set is not', async () => {
    await remove('never-there');
    await expect(remove('rule', 'missing')).rejects.toMatchObject({
      name: 'RuleSetDoesNotExistException',
      message: 'Rule set does not exist: missing',
    });
  });

  it('judges the name', async () => {
    await expect(remove('a b')).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(remove('-a')).rejects.toMatchObject({ message: 'Not a valid ruleName: -a' });
  });
});
