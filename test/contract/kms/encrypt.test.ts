// Encrypt through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { base64, bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const encrypt = (input: sdk.EncryptCommandInput) => server.kms.send(new sdk.EncryptCommand(input));
const Plaintext = bytes('a letter');

describe('Encrypt', () => {
  it("answers a blob of AWS's own form, the key's ARN and the algorithm", async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    const answer = await encrypt({ KeyId, Plaintext });
    expect(answer).toMatchObject({ KeyId: Arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
    expect(base64(answer.CiphertextBlob)).toMatch(/^AQICAH/);
    expect(base64((await encrypt({ KeyId, Plaintext })).CiphertextBlob)).not.toBe(
      base64(answer.CiphertextBlob),
    );
  });

  it.each(['RSA_2048', 'RSA_3072', 'RSA_4096'] as const)(
    'encrypts under %s with both hashes',
    async (KeySpec) => {
      const { KeyId } = await createKey(server.kms, { KeySpec, KeyUsage: 'ENCRYPT_DECRYPT' });
      for (const EncryptionAlgorithm of ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] as const) {
        const { CiphertextBlob } = await encrypt({ KeyId, Plaintext, EncryptionAlgorithm });
        expect(CiphertextBlob).toHaveLength(Number(KeySpec.slice(4)) / 8);
        const opened = await server.kms.send(
          new sdk.DecryptCommand({ KeyId, CiphertextBlob, EncryptionAlgorithm }),
        );
        expect(opened.Plaintext).toEqual(Plaintext);
      }
    },
  );

  it('takes 4096 bytes and refuses none at all', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(encrypt({ KeyId, Plaintext: new Uint8Array(4096) }))).toBe('no refusal');
    expect(await refusal(encrypt({ KeyId, Plaintext: new Uint8Array(0) }))).toBe(
      "ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  });

  it('refuses an algorithm of another kind of key', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(encrypt({ KeyId, Plaintext, EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' }))).toBe(
      'InvalidKeyUsageException: Algorithm RSAES_OAEP_SHA_1 is incompatible with key spec SYMMETRIC_DEFAULT.',
    );
    const rsa = await createKey(server.kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    expect(await refusal(encrypt({ KeyId: rsa.KeyId, Plaintext }))).toBe(
      'InvalidKeyUsageException: Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.',
    );
  });

  it('refuses a context where there is nothing to bind it to', async () => {
    const { KeyId } = await createKey(server.kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const EncryptionContext = { a: 'b' };
    const request = encrypt({
      KeyId,
      Plaintext,
      EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
      EncryptionContext,
    });
    expect(await refusal(request)).toMatch(/^ValidationException/);
  });

  it('makes nothing in a dry run, after it has checked everything', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(encrypt({ KeyId, Plaintext, DryRun: true }))).toBe(
      'DryRunOperationException: The request would have succeeded, but the DryRun option is set.',
    );
    expect(await refusal(encrypt({ KeyId: UNKNOWN_ID, Plaintext, DryRun: true }))).toMatch(
      /^NotFoundException/,
    );
  });

  it('refuses a grant token that CreateGrant did not write', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(encrypt({ KeyId, Plaintext, GrantTokens: ['forged'] }))).toMatch(
      /^InvalidGrantTokenException/,
    );
  });
});
