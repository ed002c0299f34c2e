// SetActiveReceiptRuleSet through the SDK.
import {
  DescribeActiveReceiptRuleSetCommand,
  type SESClient,
  SetActiveReceiptRuleSetCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createSet } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await createSet(ses, 'one');
  await createSet(ses, 'two');
});
afterAll(() => aws.close());

const activate = (RuleSetName?: string) =>
  ses.send(new SetActiveReceiptRuleSetCommand({ ...(RuleSetName !== undefined && { RuleSetName }) }));
const active = async () => (await ses.send(new DescribeActiveReceiptRuleSetCommand({}))).Metadata?.Name;

describe('SetActiveReceiptRuleSet', () => {
  it('makes one set the active one and no other', async () => {
    await activate('one');
    expect(await active()).toBe('one');
    await activate('two');
    expect(await active()).toBe('two');
  });

  it('without a name, or with an empty one, deactivates', async () => {
    await activate('one');
    await activate();
    expect(await active()).toBeUndefined();
    await activate('one');
    await activate('');
    expect(await active()).toBeUndefined();
  });

  it('refuses a set that does not exist and leaves the active one', async () => {
    await activate('one');
    await expect(activate('missing')).rejects.toMatchObject({
      name: 'RuleSetDoesNotExistException',
      message: 'Rule set does not exist: missing',
    });
    expect(await active()).toBe('one');
  });

  it('judges the name', async () => {
    await expect(activate('a b')).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(activate('-a')).rejects.toMatchObject({ message: 'Not a valid ruleSetName: -a' });
  });
});
