// RetireGrant through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createUser, type Person } from './people.ts';
import { createKey, refusal, useServer } from './support.ts';

const server = useServer();

const retire = (who: sdk.KMSClient, input: sdk.RetireGrantCommandInput) =>
  who.send(new sdk.RetireGrantCommand(input));
const DENIED = /^AccessDeniedException/;
async function make(grantee: Person, retiring?: Person, operations: sdk.GrantOperation[] = ['Encrypt']) {
  const { Arn } = await createKey(server.kms);
  const answer = await server.kms.send(
    new sdk.CreateGrantCommand({
      KeyId: Arn,
      GranteePrincipal: grantee.arn,
      RetiringPrincipal: retiring?.arn,
      Operations: operations,
    }),
  );
  return { KeyId: Arn, GrantId: answer.GrantId, GrantToken: answer.GrantToken };
}

describe('RetireGrant', () => {
  it('is for the retiring principal, by token or by key and grant, even from another account', async () => {
    const [grantee, retiring] = [
      await createUser(server.aws, 'grantee'),
      await createUser(server.aws, 'retiring', '999988887777'),
    ];
    const { GrantToken, KeyId } = await make(grantee, retiring);
    expect(await refusal(retire(grantee.kms, { GrantToken }))).toMatch(DENIED);
    expect(await refusal(retire(retiring.kms, { GrantToken, DryRun: true }))).toMatch(
      /^DryRunOperationException/,
    );
    await retire(retiring.kms, { GrantToken });
    expect((await server.kms.send(new sdk.ListGrantsCommand({ KeyId }))).Grants).toEqual([]);
    const second = await make(grantee, retiring);
    await retire(retiring.kms, { KeyId: second.KeyId, GrantId: second.GrantId });
    expect(await refusal(retire(server.kms, { GrantToken: second.GrantToken }))).toMatch(
      /^InvalidGrantTokenException/,
    );
  });

  it('is for the grantee whose grant says so, and for the account that made it', async () => {
    const user = await createUser(server.aws, 'may');
    const allowed = await make(user, undefined, ['RetireGrant', 'Encrypt']);
    expect(await refusal(retire(user.kms, { GrantToken: allowed.GrantToken }))).toBe('no refusal');
    const denied = await make(user);
    expect(await refusal(retire(user.kms, { GrantToken: denied.GrantToken }))).toMatch(DENIED);
    expect(await refusal(retire(server.kms, { GrantToken: denied.GrantToken }))).toBe('no refusal');
  });

  it('refuses made-up tokens, unknown grants, and half a name', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(retire(server.kms, { GrantToken: 'made up' }))).toMatch(
      /^InvalidGrantTokenException/,
    );
    expect(await refusal(retire(server.kms, { KeyId, GrantId: 'none' }))).toMatch(/^NotFoundException/);
    expect(await refusal(retire(server.kms, { KeyId }))).toMatch(/^ValidationException/);
    expect(await refusal(retire(server.kms, {}))).toMatch(/^ValidationException/);
    const stranger = server.aws.kms({ account: '999988887777' });
    const arn = `arn:aws:kms:us-east-1:000000000000:key/${KeyId}`;
    expect(await refusal(retire(stranger, { KeyId: arn, GrantId: 'none' }))).toMatch(DENIED);
  });
});
