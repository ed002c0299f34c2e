// ReEncrypt through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const Plaintext = bytes('a letter');
const reEncrypt = (input: sdk.ReEncryptCommandInput) => server.kms.send(new sdk.ReEncryptCommand(input));
async function seal(EncryptionContext?: Record<string, string>) {
  const source = await createKey(server.kms);
  const sealed = await server.kms.send(
    new sdk.EncryptCommand({ KeyId: source.KeyId, Plaintext, EncryptionContext }),
  );
  return { source, CiphertextBlob: sealed.CiphertextBlob };
}

describe('ReEncrypt', () => {
  it('moves a ciphertext to another key and another context', async () => {
    const { source, CiphertextBlob } = await seal({ from: 'a' });
    const destination = await createKey(server.kms);
    const answer = await reEncrypt({
      CiphertextBlob,
      SourceEncryptionContext: { from: 'a' },
      DestinationKeyId: destination.KeyId,
      DestinationEncryptionContext: { to: 'b' },
    });
    expect(answer).toMatchObject({
      SourceKeyId: source.Arn,
      KeyId: destination.Arn,
      SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      SourceKeyMaterialId: source.CurrentKeyMaterialId,
      DestinationKeyMaterialId: destination.CurrentKeyMaterialId,
    });
    const opened = await server.kms.send(
      new sdk.DecryptCommand({ CiphertextBlob: answer.CiphertextBlob, EncryptionContext: { to: 'b' } }),
    );
    expect(opened).toMatchObject({ Plaintext, KeyId: destination.Arn });
  });

  it('moves between symmetric and RSA keys', async () => {
    const { CiphertextBlob } = await seal();
    const rsa = await createKey(server.kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const to = await reEncrypt({
      CiphertextBlob,
      DestinationKeyId: rsa.KeyId,
      DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    });
    expect(to.DestinationKeyMaterialId).toBeUndefined();
    const back = await reEncrypt({
      CiphertextBlob: to.CiphertextBlob,
      SourceKeyId: rsa.Arn,
      SourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
      DestinationKeyId: (await createKey(server.kms)).KeyId,
    });
    const opened = await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob: back.CiphertextBlob }));
    expect(opened.Plaintext).toEqual(Plaintext);
  });

  it('refuses a wrong source key, a wrong context, and a destination that cannot encrypt', async () => {
    const { CiphertextBlob } = await seal({ from: 'a' });
    const other = await createKey(server.kms);
    const DestinationKeyId = other.KeyId;
    expect(await refusal(reEncrypt({ CiphertextBlob, SourceKeyId: other.KeyId, DestinationKeyId }))).toMatch(
      /^IncorrectKeyException/,
    );
    expect(await refusal(reEncrypt({ CiphertextBlob, DestinationKeyId }))).toBe('InvalidCiphertextException');
    const hmac = await createKey(server.kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    expect(await refusal(reEncrypt({ CiphertextBlob, DestinationKeyId: hmac.KeyId }))).toBe(
      `InvalidKeyUsageException: ${hmac.Arn} key usage is GENERATE_VERIFY_MAC which is not valid for ReEncryptTo.`,
    );
    expect(await refusal(reEncrypt({ CiphertextBlob, DestinationKeyId: UNKNOWN_ID }))).toMatch(
      /^NotFoundException/,
    );
  });

  it('needs its two permissions apart, each on its own key', async () => {
    const { source, CiphertextBlob } = await seal();
    const { Policy = '' } = await server.kms.send(new sdk.GetKeyPolicyCommand({ KeyId: source.KeyId }));
    const policy = JSON.parse(Policy);
    policy.Statement.push({ Effect: 'Deny', Principal: '*', Action: 'kms:ReEncryptFrom', Resource: '*' });
    await server.kms.send(
      new sdk.PutKeyPolicyCommand({ KeyId: source.KeyId, Policy: JSON.stringify(policy) }),
    );
    const other = await createKey(server.kms);
    expect(await refusal(reEncrypt({ CiphertextBlob, DestinationKeyId: other.KeyId }))).toMatch(
      /^AccessDeniedException: .* kms:ReEncryptFrom on resource/,
    );
    const sealed = await server.kms.send(new sdk.EncryptCommand({ KeyId: other.KeyId, Plaintext }));
    const to = reEncrypt({ CiphertextBlob: sealed.CiphertextBlob, DestinationKeyId: source.KeyId });
    expect(await refusal(to)).toBe('no refusal');
  });

  it('runs dry, with the ciphertext or without', async () => {
    const { source, CiphertextBlob } = await seal();
    const dry = { DestinationKeyId: source.KeyId, DryRun: true };
    expect(await refusal(reEncrypt({ CiphertextBlob, ...dry }))).toMatch(/^DryRunOperationException/);
    const without = { ...dry, SourceKeyId: source.KeyId, DryRunModifiers: ['IGNORE_CIPHERTEXT' as const] };
    expect(await refusal(reEncrypt({ CiphertextBlob: undefined, ...without }))).toMatch(
      /^DryRunOperationException/,
    );
  });
});
