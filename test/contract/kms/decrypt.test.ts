// Decrypt through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const decrypt = (input: sdk.DecryptCommandInput) => server.kms.send(new sdk.DecryptCommand(input));
const Plaintext = bytes('a letter');
async function seal(EncryptionContext?: Record<string, string>) {
  const key = await createKey(server.kms);
  const sealed = await server.kms.send(
    new sdk.EncryptCommand({ KeyId: key.KeyId, Plaintext, EncryptionContext }),
  );
  return { ...key, CiphertextBlob: sealed.CiphertextBlob ?? Plaintext };
}

describe('Decrypt', () => {
  it('finds the key by the blob alone, and names the material', async () => {
    const { CiphertextBlob, Arn, CurrentKeyMaterialId } = await seal();
    expect(await decrypt({ CiphertextBlob })).toMatchObject({
      Plaintext,
      KeyId: Arn,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      KeyMaterialId: CurrentKeyMaterialId,
    });
  });

  it('wants the very context, in any order', async () => {
    const { CiphertextBlob } = await seal({ a: 'bc', d: 'e' });
    const attempt = (EncryptionContext?: Record<string, string>) =>
      refusal(decrypt({ CiphertextBlob, EncryptionContext }));
    expect(await attempt({ d: 'e', a: 'bc' })).toBe('no refusal');
    const others: (Record<string, string> | undefined)[] = [
      undefined,
      { a: 'bc' },
      { ab: 'c', d: 'e' },
      { A: 'bc', d: 'e' },
      { a: 'bc', d: 'e', f: '' },
    ];
    for (const other of others) expect(await attempt(other)).toBe('InvalidCiphertextException');
  });

  it('takes an empty context for none', async () => {
    const { CiphertextBlob } = await seal();
    expect(await refusal(decrypt({ CiphertextBlob, EncryptionContext: {} }))).toBe('no refusal');
  });

  it('refuses another key than the one that sealed', async () => {
    const { CiphertextBlob, KeyId } = await seal();
    const other = await createKey(server.kms);
    expect(await refusal(decrypt({ CiphertextBlob, KeyId }))).toBe('no refusal');
    expect(await refusal(decrypt({ CiphertextBlob, KeyId: other.KeyId }))).toBe(
      'IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.',
    );
    expect(await refusal(decrypt({ CiphertextBlob, KeyId: UNKNOWN_ID }))).toMatch(/^NotFoundException/);
  });

  it('refuses a blob in another Region, where nothing has its material', async () => {
    const { CiphertextBlob } = await seal();
    const elsewhere = server.aws.kms({ region: 'eu-west-1' });
    expect(await refusal(elsewhere.send(new sdk.DecryptCommand({ CiphertextBlob })))).toBe(
      'AccessDeniedException: User: arn:aws:iam::000000000000:root is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    );
  });

  it('refuses changed bytes, noise, and blobs past the limit', async () => {
    const { CiphertextBlob } = await seal();
    const changed = Uint8Array.from(CiphertextBlob);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(await refusal(decrypt({ CiphertextBlob: changed }))).toBe('InvalidCiphertextException');
    expect(await refusal(decrypt({ CiphertextBlob: bytes('noise') }))).toBe('InvalidCiphertextException');
    expect(await refusal(decrypt({ CiphertextBlob: new Uint8Array(6145) }))).toMatch(
      /^ValidationException: .*'ciphertextBlob'.* 6144$/,
    );
  });

  it('refuses RSA ciphertext under the other hash, and without its key', async () => {
    const { KeyId } = await createKey(server.kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const sealed = await server.kms.send(
      new sdk.EncryptCommand({ KeyId, Plaintext, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
    );
    const { CiphertextBlob } = sealed;
    expect(await refusal(decrypt({ KeyId, CiphertextBlob, EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' }))).toBe(
      'InvalidCiphertextException',
    );
    expect(await refusal(decrypt({ CiphertextBlob, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }))).toMatch(
      /^ValidationException/,
    );
  });

  it('runs dry with the ciphertext and, if told, without', async () => {
    const { CiphertextBlob, KeyId } = await seal();
    const dry = /^DryRunOperationException/;
    expect(await refusal(decrypt({ CiphertextBlob, DryRun: true }))).toMatch(dry);
    expect(await refusal(decrypt({ CiphertextBlob, EncryptionContext: { a: 'b' }, DryRun: true }))).toBe(
      'InvalidCiphertextException',
    );
    expect(await refusal(decrypt({ KeyId, DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] }))).toMatch(
      dry,
    );
    expect(await refusal(decrypt({ CiphertextBlob: undefined, KeyId }))).toMatch(
      /'ciphertextBlob'.*must not be null$/,
    );
  });

  it('refuses a Recipient: there is no enclave here', async () => {
    const { CiphertextBlob } = await seal();
    const Recipient = {
      KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
      AttestationDocument: bytes('x'),
    } as const;
    expect(await refusal(decrypt({ CiphertextBlob, Recipient }))).toMatch(/^UnsupportedOperationException/);
  });
});
