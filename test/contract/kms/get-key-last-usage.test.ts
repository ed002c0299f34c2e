// GetKeyLastUsage through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const usage = (KeyId: string) => server.kms.send(new sdk.GetKeyLastUsageCommand({ KeyId }));

describe('GetKeyLastUsage', () => {
  it('knows of no use before the first', async () => {
    const { KeyId, Arn, CreationDate } = await createKey(server.kms);
    const answer = await usage(KeyId);
    expect(answer).toMatchObject({
      KeyId: Arn,
      KeyCreationDate: CreationDate,
      TrackingStartDate: CreationDate,
    });
    expect(answer.KeyLastUsage).toEqual({});
  });

  it('tells the last operation that succeeded, its time and its request, and still does once written', async () => {
    const { KeyId } = await createKey(server.kms);
    const sealed = await server.kms.send(new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') }));
    await server.kms.send(new sdk.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    const opened = await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob }));
    await refusal(server.kms.send(new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x'), DryRun: true })));
    const expected = {
      Operation: 'Decrypt',
      KmsRequestId: opened.$metadata.requestId,
      Timestamp: expect.any(Date),
    };
    expect((await usage(KeyId)).KeyLastUsage).toEqual(expected);
    await server.pass(60_000);
    expect((await usage(KeyId)).KeyLastUsage).toEqual(expected);
  });

  it('refuses unknown keys and aliases', async () => {
    expect(await refusal(usage(UNKNOWN_ID))).toMatch(/^NotFoundException/);
    expect(await refusal(usage('alias/x'))).toMatch(/^NotFoundException/);
  });
});
