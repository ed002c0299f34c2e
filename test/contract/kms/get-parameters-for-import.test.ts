// GetParametersForImport through the AWS SDK.
import { createPublicKey } from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const parameters = (
  KeyId: string,
  WrappingAlgorithm: sdk.AlgorithmSpec = 'RSAES_OAEP_SHA_256',
  WrappingKeySpec: sdk.WrappingKeySpec = 'RSA_2048',
) => server.kms.send(new sdk.GetParametersForImportCommand({ KeyId, WrappingAlgorithm, WrappingKeySpec }));
const external = (input: sdk.CreateKeyCommandInput = {}) =>
  createKey(server.kms, { Origin: 'EXTERNAL', ...input });

describe('GetParametersForImport', () => {
  it.each(['RSA_2048', 'RSA_3072', 'RSA_4096'] as const)(
    'answers a %s key and a token that lives for a day',
    async (spec) => {
      const { KeyId, Arn } = await external();
      const answer = await parameters(KeyId, 'RSAES_OAEP_SHA_256', spec);
      expect(answer.KeyId).toBe(Arn);
      const key = createPublicKey({ key: Buffer.from(answer.PublicKey ?? []), format: 'der', type: 'spki' });
      expect(key.asymmetricKeyDetails?.modulusLength).toBe(Number(spec.slice(4)));
      expect(answer.ImportToken?.length).toBeLessThanOrEqual(6144);
      const life = (answer.ParametersValidTo?.getTime() ?? 0) - server.aws.clock.now();
      expect(Math.round(life / 3_600_000)).toBe(24);
    },
  );

  it('refuses algorithms that could not carry the material', async () => {
    const rsa = await external({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    const p521 = await external({ KeySpec: 'ECC_NIST_P521', KeyUsage: 'SIGN_VERIFY' });
    expect(await refusal(parameters(rsa.KeyId))).toMatch(/^UnsupportedOperationException/);
    expect(await refusal(parameters(rsa.KeyId, 'RSA_AES_KEY_WRAP_SHA_256'))).toBe('no refusal');
    expect(await refusal(parameters(p521.KeyId))).toMatch(/^UnsupportedOperationException/);
    expect(await refusal(parameters(p521.KeyId, 'RSAES_OAEP_SHA_256', 'RSA_3072'))).toBe('no refusal');
  });

  it('refuses what AWS no longer does, and what only China has', async () => {
    const { KeyId } = await external();
    expect(await refusal(parameters(KeyId, 'RSAES_PKCS1_V1_5'))).toMatch(/^UnsupportedOperationException/);
    expect(await refusal(parameters(KeyId, 'SM2PKE', 'SM2'))).toMatch(/^UnsupportedOperationException/);
    expect(await refusal(parameters(KeyId, 'X' as sdk.AlgorithmSpec))).toMatch(/^ValidationException/);
  });

  it('refuses keys with material of their own, unknown ones and those pending deletion', async () => {
    const own = await createKey(server.kms);
    expect(await refusal(parameters(own.KeyId))).toBe(
      `UnsupportedOperationException: ${own.Arn} origin is AWS_KMS which is not valid for this operation.`,
    );
    expect(await refusal(parameters(UNKNOWN_ID))).toMatch(/^NotFoundException/);
    const { KeyId, Arn } = await external();
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusal(parameters(KeyId))).toBe(`KMSInvalidStateException: ${Arn} is pending deletion.`);
  });
});
