// RevokeGrant through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createUser, type Person } from './people.ts';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const revoke = (input: sdk.RevokeGrantCommandInput) => server.kms.send(new sdk.RevokeGrantCommand(input));

describe('RevokeGrant', () => {
  it('ends the permission at once', async () => {
    const user: Person = await createUser(server.aws, 'u');
    const { KeyId, Arn } = await createKey(server.kms);
    const input = { KeyId, GranteePrincipal: user.arn, Operations: ['Encrypt' as const] };
    const { GrantId } = await server.kms.send(new sdk.CreateGrantCommand(input));
    const encrypt = () =>
      refusal(user.kms.send(new sdk.EncryptCommand({ KeyId: Arn, Plaintext: bytes('x') })));
    expect(await encrypt()).toBe('no refusal');
    expect(await refusal(revoke({ KeyId, GrantId, DryRun: true }))).toMatch(/^DryRunOperationException/);
    expect(await encrypt()).toBe('no refusal');
    await revoke({ KeyId, GrantId });
    expect(await encrypt()).toMatch(/^AccessDeniedException/);
    expect(await refusal(revoke({ KeyId, GrantId }))).toMatch(/^NotFoundException/);
  });

  it('works while the key awaits deletion, and on no grant of another key', async () => {
    const { KeyId } = await createKey(server.kms);
    const other = await createKey(server.kms);
    const GranteePrincipal = 'arn:aws:iam::111122223333:user/u';
    const { GrantId } = await server.kms.send(
      new sdk.CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ['Encrypt'] }),
    );
    expect(await refusal(revoke({ KeyId: other.KeyId, GrantId }))).toMatch(/^NotFoundException/);
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusal(revoke({ KeyId, GrantId }))).toBe('no refusal');
    expect(await refusal(revoke({ KeyId: UNKNOWN_ID, GrantId }))).toMatch(/^NotFoundException/);
  });
});
