// ReorderReceiptRuleSet through the SDK.
import { ReorderReceiptRuleSetCommand, type SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, createSet, ruleNames } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await createSet(ses, 'set');
  for (const Name of ['r1', 'r2', 'r3']) await createRule(ses, 'set', { Name, Actions: [] });
});
afterAll(() => aws.close());

const reorder = (RuleNames: string[], RuleSetName = 'set') =>
  ses.send(new ReorderReceiptRuleSetCommand({ RuleSetName, RuleNames }));

describe('ReorderReceiptRuleSet', () => {
  it('puts the rules in the order of the names', async () => {
    await reorder(['r2', 'r3', 'r1']);
    expect(await ruleNames(ses, 'set')).toEqual(['r2', 'r3', 'r1']);
  });

  it('a set that does not exist comes first', async () => {
    await expect(reorder(['r1', 'r1'], 'missing')).rejects.toMatchObject({
      name: 'RuleSetDoesNotExistException',
    });
  });

  it('then a name given twice, even one that is not in the set', async () => {
    await expect(reorder(['x', 'x', 'r1'])).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Multiple positions found for rule: x',
    });
  });

  it('then rules without a position, in the set’s order', async () => {
    await reorder(['r3', 'r1', 'r2']);
    await expect(reorder(['r2', 'x'])).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Positions for rules not found: r3, r1',
    });
  });

  it('then names that are not in the set', async () => {
    await expect(reorder(['r1', 'y', 'r2', 'r3'])).rejects.toMatchObject({
      name: 'RuleDoesNotExistException',
      message: 'Rule does not exist: y',
    });
  });

  it.each([[['', 'r1']], [['a b']], [['a'.repeat(101), '']]])(
    'says one sentence for malformed names',
    async (names) => {
      await expect(reorder(names)).rejects.toMatchObject({
        name: 'ValidationError',
        message:
          "1 validation error detected: Value at 'ruleNames' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 100, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ^[a-zA-Z0-9_.-]+$]",
      });
    },
  );

  it('an empty list is one without any position', async () => {
    await reorder(['r1', 'r2', 'r3']);
    await expect(reorder([])).rejects.toMatchObject({
      message: 'Positions for rules not found: r1, r2, r3',
    });
  });
});
