// SetReceiptRulePosition through the SDK.
import { type SESClient, SetReceiptRulePositionCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, createSet, query, ruleNames } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
let set: string;
let sets = 0;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
});
afterAll(() => aws.close());
beforeEach(async () => {
  sets += 1;
  set = `set-${sets}`;
  await createSet(ses, set);
  for (const Name of ['c', 'b', 'a']) await createRule(ses, set, { Name, Actions: [] });
});

const move = (RuleName: string, After?: string, RuleSetName = set) =>
  ses.send(new SetReceiptRulePositionCommand({ RuleSetName, RuleName, ...(After && { After }) }));

describe('SetReceiptRulePosition', () => {
  it('moves a rule right behind another', async () => {
    await move('a', 'b');
    expect(await ruleNames(ses, set)).toEqual(['b', 'a', 'c']);
    await move('b', 'c');
    expect(await ruleNames(ses, set)).toEqual(['a', 'c', 'b']);
  });

  it('without After, to the front', async () => {
    await move('c');
    expect(await ruleNames(ses, set)).toEqual(['c', 'a', 'b']);
  });

  it('after itself, nowhere', async () => {
    await move('b', 'b');
    expect(await ruleNames(ses, set)).toEqual(['a', 'b', 'c']);
  });

  it('refuses what does not exist', async () => {
    await expect(move('a', undefined, 'missing')).rejects.toMatchObject({
      name: 'RuleSetDoesNotExistException',
    });
    await expect(move('x')).rejects.toMatchObject({ message: 'Rule does not exist: x' });
    await expect(move('a', 'y')).rejects.toMatchObject({ message: 'Rule does not exist: y' });
  });

  it('reports both malformed names together', async () => {
    await expect(move('a b', 'c d')).rejects.toMatchObject({
      message:
        "2 validation errors detected: Value at 'ruleName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_.-]+$; " +
        "Value at 'after' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_.-]+$",
    });
    const { text } = await query(aws.url, { Action: 'SetReceiptRulePosition', RuleSetName: set });
    expect(text).toContain('RuleName is required.');
  });
});
