// ListReceiptFilters through the SDK.
import { CreateReceiptFilterCommand, ListReceiptFiltersCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('ListReceiptFilters', () => {
  it('lists the filters of this account and region', async () => {
    const ses = aws.ses();
    const Filter = { Name: 'office', IpFilter: { Policy: 'Allow' as const, Cidr: '192.0.2.0/24' } };
    await ses.send(new CreateReceiptFilterCommand({ Filter }));
    expect((await ses.send(new ListReceiptFiltersCommand({}))).Filters).toEqual([Filter]);
    const elsewhere = await aws.ses({ region: 'eu-west-1' }).send(new ListReceiptFiltersCommand({}));
    expect(elsewhere.Filters ?? []).toEqual([]);
  });
});
