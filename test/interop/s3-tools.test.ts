// S3 by programs that people back up and mount with: each does a round trip of a folder.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runs } from '../support/programs.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** Programs of Python and Go start slowly on a busy machine. */
const PATIENCE = 120_000;

let server: TestServer;
let folder = '';
const bytes = randomBytes(6 * 1024 * 1024);
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'waxseal-tools-'));
  await mkdir(join(folder, 'source', 'sub'), { recursive: true });
  await writeFile(join(folder, 'source', 'large'), bytes);
  await writeFile(join(folder, 'source', 'sub', 'a b+c é.txt'), 'small');
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const isThere = (program: string) => runs(program, program === 's3cmd' ? '--version' : 'version');
const path = (...names: string[]) => join(folder, ...names);
const { AWS_CA_BUNDLE: _, ...inherited } = process.env;
const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const run = async (program: string, words: readonly string[], env: Record<string, string> = {}) =>
  (await promisify(execFile)(program, words, { env: { ...inherited, ...env } })).stdout;
const expectSame = async (target: string) => {
  expect((await readFile(path(target, 'large'))).equals(bytes)).toBe(true);
  expect(await readFile(path(target, 'sub', 'a b+c é.txt'), 'utf8')).toBe('small');
};

describe.skipIf(!isThere('rclone'))('rclone (skipped where it is not installed)', () => {
  it(
    'syncs, checks, copies within the bucket and reads a range',
    async () => {
      const rclone = (...words: string[]) =>
        run('rclone', ['--config', '/dev/null', ...words], {
          RCLONE_S3_PROVIDER: 'Other',
          RCLONE_S3_ACCESS_KEY_ID: 'test',
          RCLONE_S3_SECRET_ACCESS_KEY: 'test',
          RCLONE_S3_ENDPOINT: server.url,
          RCLONE_S3_REGION: 'us-east-1',
          // Before 1.61 it asks for a private ACL otherwise, which AWS refuses in buckets without ACLs.
          RCLONE_S3_ACL: 'bucket-owner-full-control',
          RCLONE_S3_BUCKET_ACL: 'private',
          RCLONE_S3_UPLOAD_CUTOFF: '5M',
        });
      await rclone('sync', path('source'), ':s3:rclone/d');
      await rclone('check', path('source'), ':s3:rclone/d');
      await rclone('copyto', ':s3:rclone/d/large', ':s3:rclone/copy');
      expect(await rclone('cat', '--offset', '1', '--count', '3', ':s3:rclone/d/sub/a b+c é.txt')).toBe(
        'mal',
      );
      await rclone('copy', ':s3:rclone/d', path('from rclone'));
      await expectSame('from rclone');
      expect(await rclone('lsf', ':s3:rclone')).toBe('copy\nd/\n');
    },
    PATIENCE,
  );
});

describe.skipIf(!isThere('s3cmd'))('s3cmd (skipped where it is not installed)', () => {
  it(
    'syncs there and back, with rules and signed URLs',
    async () => {
      const host = server.url.replace('http://', '');
      const settings = [
        'access_key = test',
        'secret_key = test',
        `host_base = ${host}`,
        `host_bucket = ${host}`,
      ];
      await writeFile(path('s3cfg'), ['[default]', ...settings, 'use_https = False', ''].join('\n'));
      const s3cmd = (...words: string[]) => run('s3cmd', ['-c', path('s3cfg'), '--no-progress', ...words]);
      await s3cmd('mb', 's3://s3cmd');
      await s3cmd('sync', '--multipart-chunk-size-mb=5', `${path('source')}/`, 's3://s3cmd/d/');
      await mkdir(path('from s3cmd'));
      await s3cmd('sync', 's3://s3cmd/d/', `${path('from s3cmd')}/`);
      await expectSame('from s3cmd');
      await s3cmd('expire', '--expiry-days=3', 's3://s3cmd');
      expect(await s3cmd('getlifecycle', 's3://s3cmd')).toContain('<Days>3</Days>');
      const url = (await s3cmd('signurl', 's3://s3cmd/d/large', '+600')).trim();
      expect((await fetch(url)).headers.get('content-length')).toBe(String(bytes.length));
      await s3cmd('del', '--recursive', '--force', 's3://s3cmd');
      await s3cmd('rb', 's3://s3cmd');
    },
    PATIENCE,
  );
});

describe.skipIf(!isThere('restic'))('restic (skipped where it is not installed)', () => {
  it(
    'backs up, checks every byte and restores',
    async () => {
      const env = {
        ...keys,
        RESTIC_PASSWORD: 'x',
        RESTIC_REPOSITORY: `s3:${server.url}/restic`,
        HOME: folder,
      };
      const restic = (...words: string[]) => run('restic', words, env);
      await restic('init');
      await promisify(execFile)('restic', ['backup', 'source'], {
        cwd: folder,
        env: { ...inherited, ...env },
      });
      expect(await restic('check', '--read-data')).toContain('no errors were found');
      await restic('restore', 'latest', '--target', path('from restic'));
      await expectSame(join('from restic', 'source'));
    },
    PATIENCE,
  );
});
