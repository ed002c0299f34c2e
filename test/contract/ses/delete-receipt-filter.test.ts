// DeleteReceiptFilter through the SDK.
import {
  CreateReceiptFilterCommand,
  DeleteReceiptFilterCommand,
  ListReceiptFiltersCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { query } from './rules.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('DeleteReceiptFilter', () => {
  it('removes the filter', async () => {
    const ses = aws.ses();
    const Filter = { Name: 'office', IpFilter: { Policy: 'Allow' as const, Cidr: '192.0.2.0/24' } };
    await ses.send(new CreateReceiptFilterCommand({ Filter }));
    await ses.send(new DeleteReceiptFilterCommand({ FilterName: 'office' }));
    expect((await ses.send(new ListReceiptFiltersCommand({}))).Filters ?? []).toEqual([]);
  });

  it.each(['never-there', '-malformed', ''])('is content with the name %j', async (FilterName) => {
    const deleted = aws.ses().send(new DeleteReceiptFilterCommand({ FilterName }));
    await expect(deleted).resolves.toBeDefined();
  });

  it('demands a name', async () => {
    const { status, text } = await query(aws.url, { Action: 'DeleteReceiptFilter' });
    expect(status).toBe(400);
    expect(text).toContain(
      "1 validation error detected: Value at 'filterName' failed to satisfy constraint: Member must not be null",
    );
  });
});
