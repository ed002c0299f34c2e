// DeleteReceiptRuleSet through the SDK.
import {
  DeleteReceiptRuleSetCommand,
  DescribeReceiptRuleSetCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, createSet, receiveAt, ruleNames } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
});
afterAll(() => aws.close());

const remove = (RuleSetName: string | undefined) =>
  ses.send(new DeleteReceiptRuleSetCommand({ RuleSetName }));

describe('DeleteReceiptRuleSet', () => {
  it('removes the set and its rules', async () => {
    await createSet(ses, 'old');
    await createRule(ses, 'old', { Name: 'rule', Actions: [] });
    await remove('old');
    await expect(ses.send(new DescribeReceiptRuleSetCommand({ RuleSetName: 'old' }))).rejects.toMatchObject({
      name: 'RuleSetDoesNotExistException',
    });
    await createSet(ses, 'old');
    expect(await ruleNames(ses, 'old')).toEqual([]);
  });

  it('is content when there is none', async () => {
    await expect(remove('never-there')).resolves.toBeDefined();
  });

  it('refuses the active set', async () => {
    await receiveAt(ses, 'example.com', 'live');
    await expect(remove('live')).rejects.toMatchObject({
      name: 'CannotDeleteException',
      message: 'Cannot delete active rule set: live',
    });
  });

  it('demands a name', async () => {
    await expect(remove(undefined)).rejects.toMatchObject({ message: 'RuleSetName is required.' });
  });
});
