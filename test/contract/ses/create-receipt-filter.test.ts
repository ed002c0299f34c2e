// CreateReceiptFilter through the SDK.
import { CreateReceiptFilterCommand, ListReceiptFiltersCommand, type SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { query } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
let names = 0;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
});
afterAll(() => aws.close());

const create = (Name: string, Cidr = '10.0.0.0/8', Policy = 'Block', client = ses) =>
  client.send(
    new CreateReceiptFilterCommand({ Filter: { Name, IpFilter: { Policy: Policy as 'Block', Cidr } } }),
  );
const fresh = () => {
  names += 1;
  return `filter-${names}`;
};

describe('CreateReceiptFilter', () => {
  it.each(['10.0.0.1', '0.0.0.0/0', '10.1.2.3/32', '2001:db8::1', '2001:db8::/32', '::/0', '::1/128'])(
    'takes %s',
    async (cidr) => {
      const Name = fresh();
      await create(Name, cidr);
      const { Filters } = await ses.send(new ListReceiptFiltersCommand({}));
      expect(Filters).toContainEqual({ Name, IpFilter: { Policy: 'Block', Cidr: cidr } });
    },
  );

  it.each([
    '',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0',
    '256.0.0.1',
    '[2001:db8::1]',
    'fe80::1%eth0',
    '::ffff:192.0.2.1',
    '::/129',
    '１0.0.0.1',
    'example.com',
  ])('refuses the block %j', async (cidr) => {
    await expect(create(fresh(), cidr)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: `Invalid CIDR block: ${cidr}`,
    });
  });

  it.each(['-a', 'a b', 'a'.repeat(65)])('has one word for every malformed name (%s)', async (name) => {
    await expect(create(name)).rejects.toMatchObject({ message: `Not a valid filterName: ${name}` });
  });

  it('has its own word for an empty name', async () => {
    await expect(create('')).rejects.toMatchObject({ message: 'filterName must not be empty' });
  });

  it('refuses a name that is taken and keeps the first filter', async () => {
    await create('taken', '192.0.2.1', 'Allow');
    await expect(create('taken')).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Filter already exists: taken',
    });
    const { Filters } = await ses.send(new ListReceiptFiltersCommand({}));
    expect(Filters?.find(({ Name }) => Name === 'taken')?.IpFilter?.Policy).toBe('Allow');
  });

  it('checks the policy and the members at the front door', async () => {
    await expect(create(fresh(), '10.0.0.1', 'Deny')).rejects.toMatchObject({
      message:
        "1 validation error detected: Value at 'filter.ipFilter.policy' failed to satisfy constraint: Member must satisfy enum value set: [Allow, Block]",
    });
    const { text } = await query(aws.url, { Action: 'CreateReceiptFilter' });
    expect(text).toContain(
      "1 validation error detected: Value at 'filter' failed to satisfy constraint: Member must not be null",
    );
  });

  it('takes a hundred', async () => {
    const crowded = aws.ses({ account: '222222222222' });
    for (let n = 0; n < 100; n += 1) await create(`f${n}`, '10.0.0.1', 'Block', crowded);
    await expect(create('f100', '10.0.0.1', 'Block', crowded)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Too many filters',
    });
  });
});
