// ListAliases through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

describe('ListAliases', () => {
  it('lists the names of the account, or of one key, page by page', async () => {
    const first = await createKey(server.kms);
    const second = await createKey(server.kms);
    for (const name of ['alias/b', 'alias/a', 'alias/c']) {
      await server.kms.send(new sdk.CreateAliasCommand({ AliasName: name, TargetKeyId: first.KeyId }));
    }
    await server.kms.send(new sdk.CreateAliasCommand({ AliasName: 'alias/d', TargetKeyId: second.KeyId }));
    const page = await server.kms.send(new sdk.ListAliasesCommand({ Limit: 3 }));
    expect(page.Aliases?.map(({ AliasName }) => AliasName)).toEqual(['alias/a', 'alias/b', 'alias/c']);
    const rest = await server.kms.send(new sdk.ListAliasesCommand({ Marker: page.NextMarker }));
    expect(rest.Truncated).toBe(false);
    expect(rest.Aliases).toEqual([
      {
        AliasName: 'alias/d',
        AliasArn: 'arn:aws:kms:us-east-1:000000000000:alias/d',
        TargetKeyId: second.KeyId,
        CreationDate: expect.any(Date),
        LastUpdatedDate: expect.any(Date),
      },
    ]);
    const own = await server.kms.send(new sdk.ListAliasesCommand({ KeyId: second.Arn }));
    expect(own.Aliases?.map(({ AliasName }) => AliasName)).toEqual(['alias/d']);
  });

  it('refuses an unknown key, and an alias in its place', async () => {
    const list = (KeyId: string) => refusal(server.kms.send(new sdk.ListAliasesCommand({ KeyId })));
    expect(await list(UNKNOWN_ID)).toMatch(/^NotFoundException: Key/);
    expect(await list('alias/a')).toBe("NotFoundException: Invalid keyId 'alias/a'");
  });
});
