// How long a page of the lists is at most: the model takes a Limit of up to 1000, most operations hold fewer.
import * as sdk from '@aws-sdk/client-kms';
import { beforeAll, expect, it } from 'vitest';
import { createUser } from './people.ts';
import { createKey, refusal, useServer } from './support.ts';

const server = useServer();
const MOST = 100;
let KeyId = '';
let principal = '';

beforeAll(async () => {
  principal = (await createUser(server.aws, 'retiring')).arn;
  ({ KeyId } = await createKey(server.kms));
  // A key has 50 aliases at most.
  const targets = [KeyId, (await createKey(server.kms)).KeyId, (await createKey(server.kms)).KeyId];
  const grant = { KeyId, GranteePrincipal: principal, RetiringPrincipal: principal };
  for (let nth = 0; nth <= MOST; nth += 1) {
    await server.kms.send(
      new sdk.CreateGrantCommand({ ...grant, Name: `grant-${nth}`, Operations: ['Encrypt'] }),
    );
    const TargetKeyId = targets[nth % targets.length];
    await server.kms.send(new sdk.CreateAliasCommand({ AliasName: `alias/${nth}`, TargetKeyId }));
  }
});

const lists: [
  string,
  (input: object) => Promise<{ readonly items: number; readonly Truncated?: boolean }>,
][] = [
  [
    'ListAliases',
    async (input) => {
      const { Aliases = [], Truncated } = await server.kms.send(new sdk.ListAliasesCommand(input));
      return { items: Aliases.length, Truncated };
    },
  ],
  [
    'ListGrants',
    async (input) => {
      const { Grants = [], Truncated } = await server.kms.send(
        new sdk.ListGrantsCommand({ KeyId, ...input }),
      );
      return { items: Grants.length, Truncated };
    },
  ],
  [
    'ListRetirableGrants',
    async (input) => {
      const { Grants = [], Truncated } = await server.kms.send(
        new sdk.ListRetirableGrantsCommand({ RetiringPrincipal: principal, ...input }),
      );
      return { items: Grants.length, Truncated };
    },
  ],
];

it.each(lists)('%s holds 50 to a page unless told, and 100 whatever it is told', async (_, list) => {
  expect(await list({})).toEqual({ items: 50, Truncated: true });
  expect(await list({ Limit: 7 })).toEqual({ items: 7, Truncated: true });
  expect(await list({ Limit: MOST })).toEqual({ items: MOST, Truncated: true });
  expect(await list({ Limit: 1000 })).toEqual({ items: MOST, Truncated: true });
});

it.each(lists)('%s takes no Limit below 1 or above 1000', async (_, list) => {
  for (const Limit of [0, -1, 1001]) {
    expect(await refusal(list({ Limit }))).toMatch(/^ValidationException: .*'limit' failed to satisfy/);
  }
});
