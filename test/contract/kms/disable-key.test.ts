// DisableKey through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const disable = (KeyId: string) => server.kms.send(new sdk.DisableKeyCommand({ KeyId }));

describe('DisableKey', () => {
  it('makes every blob unreadable at once', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    const { CiphertextBlob } = await server.kms.send(
      new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') }),
    );
    await disable(KeyId);
    const refused = `DisabledException: ${Arn} is disabled.`;
    expect(await refusal(server.kms.send(new sdk.DecryptCommand({ CiphertextBlob })))).toBe(refused);
    expect(await refusal(server.kms.send(new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') })))).toBe(
      refused,
    );
    const { KeyMetadata } = await server.kms.send(new sdk.DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata).toMatchObject({ KeyState: 'Disabled', Enabled: false });
  });

  it('may be asked twice', async () => {
    const { KeyId } = await createKey(server.kms);
    await disable(KeyId);
    expect(await refusal(disable(KeyId))).toBe('no refusal');
  });

  it('refuses an unknown key, and an id of no form', async () => {
    expect(await refusal(disable(UNKNOWN_ID))).toMatch(/^NotFoundException: Key/);
    expect(await refusal(disable('../../etc'))).toBe("NotFoundException: Invalid keyId '../../etc'");
  });
});
