// ListGrants through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const USER = 'arn:aws:iam::111122223333:user/u';
const ROLE = 'arn:aws:iam::111122223333:role/r';
const list = (input: sdk.ListGrantsCommandInput) => server.kms.send(new sdk.ListGrantsCommand(input));

describe('ListGrants', () => {
  it('shows grants whole, oldest first, page by page', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    const Constraints = { EncryptionContextEquals: { a: 'b' } };
    const full = await server.kms.send(
      new sdk.CreateGrantCommand({
        KeyId,
        GranteePrincipal: USER,
        RetiringPrincipal: ROLE,
        Operations: ['Decrypt'],
        Constraints,
        Name: 'named',
      }),
    );
    await server.kms.send(
      new sdk.CreateGrantCommand({ KeyId, GranteePrincipal: ROLE, Operations: ['Encrypt'] }),
    );
    const page = await list({ KeyId, Limit: 1 });
    const rest = await list({ KeyId, Limit: 1, Marker: page.NextMarker });
    expect([page.Truncated, rest.Truncated]).toEqual([true, false]);
    const both = [...(page.Grants ?? []), ...(rest.Grants ?? [])];
    expect(both.find(({ Name }) => Name === 'named')).toEqual({
      KeyId: Arn,
      GrantId: full.GrantId,
      Name: 'named',
      CreationDate: expect.any(Date),
      GranteePrincipal: USER,
      RetiringPrincipal: ROLE,
      IssuingAccount: 'arn:aws:iam::000000000000:root',
      Operations: ['Decrypt'],
      Constraints,
    });
    expect(both.find(({ GranteePrincipal }) => GranteePrincipal === ROLE)?.Name).toBe('');
  });

  it('picks by grant and by grantee', async () => {
    const { KeyId } = await createKey(server.kms);
    const made: (string | undefined)[] = [];
    for (const GranteePrincipal of [USER, ROLE]) {
      const answer = await server.kms.send(
        new sdk.CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ['Encrypt'] }),
      );
      made.push(answer.GrantId);
    }
    const ids = async (input: object) =>
      (await list({ KeyId, ...input })).Grants?.map(({ GrantId }) => GrantId);
    expect(await ids({ GrantId: made[0] })).toEqual([made[0]]);
    expect(await ids({ GranteePrincipal: ROLE })).toEqual([made[1]]);
    expect(await ids({ GrantId: 'none' })).toEqual([]);
  });

  it('refuses unknown keys and foreign markers', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(list({ KeyId: UNKNOWN_ID }))).toMatch(/^NotFoundException/);
    expect(await refusal(list({ KeyId, Marker: 'x' }))).toMatch(/^InvalidMarkerException/);
  });
});
