// KMS through aws-cli: a client nobody here wrote, its files and its errors.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { named, runs } from '../support/programs.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const reason = runs('aws', '--version') ? undefined : 'aws-cli is not installed';

describe.skipIf(reason !== undefined)(named('KMS by aws-cli', reason), () => {
  let server: TestServer;
  let folder = '';
  beforeAll(async () => {
    server = await startTestServer();
    folder = await mkdtemp(join(tmpdir(), 'waxseal-cli-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const file = (name: string) => join(folder, name);
  /** The answer's JSON, or the text that the client shows of an error. */
  async function aws(...words: string[]): Promise<Record<string, never> & { readonly error?: string }> {
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const argv = ['kms', ...words, '--endpoint-url', server.url, '--output', 'json'];
    try {
      const { stdout } = await promisify(execFile)('aws', argv, { env });
      return stdout.trim() === '' ? {} : JSON.parse(stdout);
    } catch (error) {
      return { error: String((error as { stderr?: unknown }).stderr) } as never;
    }
  }

  it('seals a file and opens it again', async () => {
    const { KeyMetadata } = await aws('create-key', '--description', 'cli');
    const { KeyId } = KeyMetadata as unknown as { KeyId: string };
    expect(await aws('create-alias', '--alias-name', 'alias/cli', '--target-key-id', KeyId)).toEqual({});
    await writeFile(file('plain'), 'a letter');
    const context = ['--encryption-context', 'purpose=test'];
    const sealed = await aws(
      'encrypt',
      '--key-id',
      'alias/cli',
      '--plaintext',
      `fileb://${file('plain')}`,
      ...context,
    );
    await writeFile(file('sealed'), Buffer.from(`${sealed.CiphertextBlob}`, 'base64'));
    const opened = await aws('decrypt', '--ciphertext-blob', `fileb://${file('sealed')}`, ...context);
    expect(Buffer.from(`${opened.Plaintext}`, 'base64').toString()).toBe('a letter');
    expect(`${opened.KeyId}`).toMatch(/^arn:aws:kms:us-east-1:000000000000:key\//);
    const refused = await aws('decrypt', '--ciphertext-blob', `fileb://${file('sealed')}`);
    expect(refused.error).toContain(
      'An error occurred (InvalidCiphertextException) when calling the Decrypt operation',
    );
  });

  it('signs what openssl verifies', async () => {
    const { KeyMetadata } = await aws(
      'create-key',
      '--key-spec',
      'ECC_NIST_P384',
      '--key-usage',
      'SIGN_VERIFY',
    );
    const { KeyId } = KeyMetadata as unknown as { KeyId: string };
    await writeFile(file('message'), 'a message');
    const algorithm = ['--signing-algorithm', 'ECDSA_SHA_384'];
    const signed = await aws(
      'sign',
      '--key-id',
      KeyId,
      '--message',
      `fileb://${file('message')}`,
      ...algorithm,
    );
    await writeFile(file('signature'), Buffer.from(`${signed.Signature}`, 'base64'));
    const { PublicKey } = await aws('get-public-key', '--key-id', KeyId);
    const pem = `-----BEGIN PUBLIC KEY-----\n${`${PublicKey}`.match(/.{1,64}/g)?.join('\n')}\n-----END PUBLIC KEY-----\n`;
    await writeFile(file('public.pem'), pem);
    const argv = [
      'dgst',
      '-sha384',
      '-verify',
      file('public.pem'),
      '-signature',
      file('signature'),
      file('message'),
    ];
    const { stdout } = await promisify(execFile)('openssl', argv);
    expect(stdout).toContain('Verified OK');
  });

  it('pages, tags, rotates, schedules and explains refusals', async () => {
    const { KeyMetadata } = await aws('create-key', '--tags', 'TagKey=a,TagValue=b');
    const { KeyId } = KeyMetadata as unknown as { KeyId: string };
    expect(await aws('list-resource-tags', '--key-id', KeyId)).toMatchObject({
      Tags: [{ TagKey: 'a', TagValue: 'b' }],
    });
    const { Keys } = await aws('list-keys', '--page-size', '1');
    expect(Keys).toEqual(expect.arrayContaining([expect.objectContaining({ KeyId })]));
    await aws('enable-key-rotation', '--key-id', KeyId, '--rotation-period-in-days', '180');
    expect(await aws('get-key-rotation-status', '--key-id', KeyId)).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 180,
    });
    const policy = await aws('get-key-policy', '--key-id', KeyId, '--policy-name', 'default');
    await writeFile(file('policy.json'), `${policy.Policy}`);
    const put = await aws('put-key-policy', '--key-id', KeyId, '--policy', `file://${file('policy.json')}`);
    expect(put).toEqual({});
    expect(
      await aws('schedule-key-deletion', '--key-id', KeyId, '--pending-window-in-days', '7'),
    ).toMatchObject({
      KeyState: 'PendingDeletion',
    });
    const { error } = await aws('enable-key', '--key-id', KeyId);
    expect(error).toContain(
      `(KMSInvalidStateException) when calling the EnableKey operation: arn:aws:kms:us-east-1:000000000000:key/${KeyId} is pending deletion.`,
    );
  });
});
