// What a kill -9 leaves: every answered write, whole; nothing torn; and all of it back at the next start.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProcess } from '../support/process.ts';

const ROUNDS = 4;
const WRITERS = 8;
/** Inline in the database, at its limit, and in a file of its own. */
const SIZES = [100, 64 * 1024, 300_000];

const clients = (url: string) => {
  const settings = {
    endpoint: url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return { s3: new S3Client({ ...settings, forcePathStyle: true }), kms: new KMSClient(settings) };
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** The body follows from the key, so that a reader can tell a torn or mixed object. */
const bodyFor = (key: string, size: number) => Buffer.alloc(size, createHash('sha256').update(key).digest());

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-crash-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('kill -9', () => {
  it('keeps every answered object whole, shows no torn one, and opens under the same keys', async () => {
    const answered = new Map<string, string>();
    let first = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    const setup = clients(first.url);
    await setup.s3.send(new CreateBucketCommand({ Bucket: 'crash' }));
    const { KeyMetadata } = await setup.kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.Arn;
    const { CiphertextBlob } = await setup.kms.send(
      new EncryptCommand({ KeyId, Plaintext: Buffer.from('kept') }),
    );

    for (let round = 0; round < ROUNDS; round += 1) {
      const server = first;
      const { s3 } = clients(server.url);
      const target = answered.size + 20 + round * 7;
      const ended = new Promise<void>((resolve) => server.child.once('exit', () => resolve()));
      const write = async (writer: number) => {
        for (let index = 0; ; index += 1) {
          const key = `round-${round}/writer-${writer}/${index}`;
          const body = bodyFor(key, SIZES[(index + writer) % SIZES.length] ?? 0);
          const sse =
            index % 2 === 0 ? ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const) : {};
          try {
            await s3.send(new PutObjectCommand({ Bucket: 'crash', Key: key, Body: body, ...sse }));
          } catch {
            return;
          }
          answered.set(key, sha256(body));
          // In the middle of the others' writes, at no moment that anyone chose.
          if (answered.size >= target) server.child.kill('SIGKILL');
        }
      };
      await Promise.all([ended, ...Array.from({ length: WRITERS }, (_, writer) => write(writer))]);
      s3.destroy();
      first = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    }

    const { s3, kms } = clients(first.url);
    for (const [key, digest] of answered) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'crash', Key: key }));
      expect(sha256((await Body?.transformToByteArray()) ?? new Uint8Array()), key).toBe(digest);
    }
    const listed = await s3.send(new ListObjectsV2Command({ Bucket: 'crash' }));
    for (const { Key = '', Size = -1 } of listed.Contents ?? []) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'crash', Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      expect(bytes.length, Key).toBe(Size);
      expect(sha256(bytes), `${Key} is wholly there`).toBe(sha256(bodyFor(Key, Size)));
    }
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob }));
    expect(Buffer.from(Plaintext ?? []).toString()).toBe('kept');
    await first.stop('SIGTERM');
  }, 120_000);

  it('leaves no plaintext on disk', async () => {
    const server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    const { s3 } = clients(server.url);
    const secret = 'a sentence that must never be found in a file';
    await s3.send(new CreateBucketCommand({ Bucket: 'sealed' }));
    await s3.send(new PutObjectCommand({ Bucket: 'sealed', Key: 'small', Body: secret }));
    await s3.send(
      new PutObjectCommand({ Bucket: 'sealed', Key: 'large', Body: Buffer.from(secret.repeat(5_000)) }),
    );
    await server.stop('SIGKILL');
    const looked: string[] = [];
    for (const name of await readdir(dataDir, { recursive: true })) {
      const file = join(dataDir, name);
      if (!(await stat(file)).isFile()) continue;
      expect((await readFile(file)).includes(secret), name).toBe(false);
      looked.push(name);
    }
    expect(looked.length).toBeGreaterThan(1);
  });
});

describe('signals', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s closes the server with exit code 0', async (signal) => {
    const server = await startProcess();
    expect(server.output().trim().split('\n')).toHaveLength(1);
    expect(await server.stop(signal)).toBe(0);
  });
});

describe('settings', () => {
  it('an unknown WAXSEAL_ variable is refused with the nearest name', async () => {
    await expect(startProcess({ WAXSEAL_PROT: '1' })).rejects.toThrow(/did you mean WAXSEAL_PORT/);
  });

  it('a data directory in use by another process is refused', async () => {
    const server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    await expect(startProcess({ WAXSEAL_DATA_DIR: dataDir })).rejects.toThrow(/in use/);
    await server.stop('SIGTERM');
  });
});
