// ListReceiptRuleSets through the SDK.
import { ListReceiptRuleSetsCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createSet } from './rules.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('ListReceiptRuleSets', () => {
  it('lists nothing where there is nothing', async () => {
    const { RuleSets, NextToken } = await aws
      .ses({ region: 'eu-west-1' })
      .send(new ListReceiptRuleSetsCommand({}));
    expect(RuleSets ?? []).toEqual([]);
    expect(NextToken).toBeUndefined();
  });

  it('lists names and times of this account and region', async () => {
    const ses = aws.ses();
    await createSet(ses, 'b');
    await createSet(ses, 'a');
    await createSet(aws.ses({ account: '111122223333' }), 'foreign');
    const { RuleSets } = await ses.send(new ListReceiptRuleSetsCommand({}));
    expect(RuleSets?.map(({ Name }) => Name).sort()).toEqual(['a', 'b']);
    expect(RuleSets?.[0]?.CreatedTimestamp).toBeInstanceOf(Date);
  });

  it('refuses a token that it never gave', async () => {
    await expect(
      aws.ses().send(new ListReceiptRuleSetsCommand({ NextToken: 'nonsense' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});
