// CreateReceiptRuleSet through the SDK.
import {
  CreateReceiptRuleSetCommand,
  DescribeReceiptRuleSetCommand,
  ListReceiptRuleSetsCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
});
afterAll(() => aws.close());

const create = (RuleSetName: string | undefined) =>
  ses.send(new CreateReceiptRuleSetCommand({ RuleSetName }));

describe('CreateReceiptRuleSet', () => {
  it('makes an empty set', async () => {
    await create('first.set_1-a');
    const { Metadata, Rules } = await ses.send(
      new DescribeReceiptRuleSetCommand({ RuleSetName: 'first.set_1-a' }),
    );
    expect(Metadata?.Name).toBe('first.set_1-a');
    expect(Metadata?.CreatedTimestamp).toBeInstanceOf(Date);
    expect(Rules ?? []).toEqual([]);
  });

  it('refuses a name that is taken, in this account and region alone', async () => {
    await create('twice');
    await expect(create('twice')).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Rule set already exists: twice',
    });
    await aws.ses({ region: 'eu-west-1' }).send(new CreateReceiptRuleSetCommand({ RuleSetName: 'twice' }));
    await aws
      .ses({ account: '111122223333' })
      .send(new CreateReceiptRuleSetCommand({ RuleSetName: 'twice' }));
  });

  it.each(['-bad', 'bad-', '.bad', 'a'.repeat(65)])('refuses the name %s by its form', async (name) => {
    await expect(create(name)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: `Not a valid ruleSetName: ${name}`,
    });
  });

  it('refuses other characters at the front door', async () => {
    await expect(create('no spaces')).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value at 'ruleSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_.-]+$",
    });
  });

  it.each([undefined, '', '  '])('demands a name (%j)', async (name) => {
    await expect(create(name)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'RuleSetName is required.',
    });
  });

  it('takes forty sets to an account and region', async () => {
    const crowded = aws.ses({ account: '222222222222' });
    for (let n = 1; n <= 40; n += 1) {
      await crowded.send(new CreateReceiptRuleSetCommand({ RuleSetName: `set-${n}` }));
    }
    await expect(
      crowded.send(new CreateReceiptRuleSetCommand({ RuleSetName: 'set-41' })),
    ).rejects.toMatchObject({ name: 'LimitExceededException' });
    const { RuleSets } = await crowded.send(new ListReceiptRuleSetsCommand({}));
    expect(RuleSets).toHaveLength(40);
  });
});
