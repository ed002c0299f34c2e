// GenerateDataKey through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { base64, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const generate = (input: sdk.GenerateDataKeyCommandInput) =>
  server.kms.send(new sdk.GenerateDataKeyCommand(input));

describe('GenerateDataKey', () => {
  it('answers a data key in clear and sealed', async () => {
    const { KeyId, Arn, CurrentKeyMaterialId } = await createKey(server.kms);
    const EncryptionContext = { 'aws:s3:arn': 'arn:aws:s3:::bucket' };
    const answer = await generate({ KeyId, KeySpec: 'AES_256', EncryptionContext });
    expect(answer).toMatchObject({ KeyId: Arn, KeyMaterialId: CurrentKeyMaterialId });
    expect(answer.CiphertextBlob).toHaveLength(184);
    expect(base64(answer.CiphertextBlob)).toMatch(/^AQIDAH/);
    const { CiphertextBlob } = answer;
    const opened = await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob, EncryptionContext }));
    expect(opened.Plaintext).toHaveLength(32);
    expect(opened.Plaintext).toEqual(answer.Plaintext);
    expect(await refusal(server.kms.send(new sdk.DecryptCommand({ CiphertextBlob })))).toBe(
      'InvalidCiphertextException',
    );
  });

  it('makes as many bytes as asked, from 1 to 1024', async () => {
    const { KeyId } = await createKey(server.kms);
    const requests = [
      { KeySpec: 'AES_128' },
      { NumberOfBytes: 1 },
      { NumberOfBytes: 64 },
      { NumberOfBytes: 1024 },
    ] as const;
    const lengths: (number | undefined)[] = [];
    for (const request of requests) {
      const { CiphertextBlob } = await generate({ KeyId, ...request });
      lengths.push((await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob }))).Plaintext?.length);
    }
    expect(lengths).toEqual([16, 1, 64, 1024]);
    expect(await refusal(generate({ KeyId, NumberOfBytes: 1025 }))).toMatch(
      /^ValidationException: .*'numberOfBytes'/,
    );
  });

  it('wants exactly one of KeySpec and NumberOfBytes', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(generate({ KeyId }))).toMatch(/^ValidationException/);
    expect(await refusal(generate({ KeyId, KeySpec: 'AES_256', NumberOfBytes: 32 }))).toMatch(
      /^ValidationException/,
    );
  });

  it('refuses keys that are not symmetric, unknown, or unusable', async () => {
    const rsa = await createKey(server.kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const hmac = await createKey(server.kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const KeySpec = 'AES_256';
    expect(await refusal(generate({ KeyId: rsa.KeyId, KeySpec }))).toMatch(/^InvalidKeyUsageException/);
    expect(await refusal(generate({ KeyId: hmac.KeyId, KeySpec }))).toBe(
      `InvalidKeyUsageException: ${hmac.Arn} key usage is GENERATE_VERIFY_MAC which is not valid for GenerateDataKey.`,
    );
    expect(await refusal(generate({ KeyId: UNKNOWN_ID, KeySpec }))).toMatch(/^NotFoundException/);
    const { KeyId, Arn } = await createKey(server.kms);
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusal(generate({ KeyId, KeySpec }))).toBe(
      `KMSInvalidStateException: ${Arn} is pending deletion.`,
    );
  });

  it('makes nothing in a dry run', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(generate({ KeyId, KeySpec: 'AES_256', DryRun: true }))).toMatch(
      /^DryRunOperationException/,
    );
  });
});
