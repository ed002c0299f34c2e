// S3 through aws-cli: its high-level commands, which list, split, resume and sign as they see fit.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { named, runs } from '../support/programs.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const reason = runs('aws', '--version') ? undefined : 'aws-cli is not installed';

const YESTERDAY = new Date(Date.now() - 86_400_000);

describe.skipIf(reason !== undefined)(named('S3 by aws-cli', reason), () => {
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

  const file = (...names: string[]) => join(folder, ...names);
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  async function aws(...words: string[]): Promise<string> {
    const argv = [...words, '--endpoint-url', server.url];
    return (await promisify(execFile)('aws', argv, { env })).stdout;
  }
  const api = async (...words: string[]): Promise<Record<string, unknown>> => {
    const text = await aws('s3api', ...words, '--output', 'json');
    return text.trim() === '' ? {} : JSON.parse(text);
  };

  it('copies a large file up in parts, across and down again', async () => {
    const bytes = randomBytes(9 * 1024 * 1024);
    await writeFile(file('large'), bytes);
    await aws('s3', 'mb', 's3://cli');
    await aws('s3', 'cp', file('large'), 's3://cli/a b/large+1', '--no-progress', '--sse', 'aws:kms');
    expect(await api('head-object', '--bucket', 'cli', '--key', 'a b/large+1')).toMatchObject({
      ContentLength: bytes.length,
      ServerSideEncryption: 'aws:kms',
      ETag: expect.stringMatching(/-2"$/),
    });
    await aws('s3', 'mv', 's3://cli/a b/large+1', 's3://cli/moved', '--no-progress');
    await aws('s3', 'cp', 's3://cli/moved', file('back'), '--no-progress');
    expect((await readFile(file('back'))).equals(bytes)).toBe(true);
    expect(await aws('s3', 'ls', 's3://cli', '--recursive')).toMatch(/ 9437184 moved\n$/);
  });

  it('keeps a folder in step, presigns what is in it, and clears up', async () => {
    await mkdir(file('site', 'sub'), { recursive: true });
    const files = { 'index.html': '<p>hello', 'sub/ünï ©.txt': 'odd name' };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(file('site', name), text);
      // S3 tells whole seconds, so a file of the second in which it was sent is newer than its object.
      await utimes(file('site', name), YESTERDAY, YESTERDAY);
    }
    await aws('s3', 'mb', 's3://cli-site');
    await aws('s3', 'sync', file('site'), 's3://cli-site', '--no-progress');
    expect(await aws('s3', 'sync', file('site'), 's3://cli-site', '--no-progress')).toBe('');
    await rm(file('site', 'sub'), { recursive: true });
    const synced = await aws('s3', 'sync', file('site'), 's3://cli-site', '--delete', '--no-progress');
    expect(synced).toContain('delete: s3://cli-site/sub/ünï ©.txt');

    const url = (await aws('s3', 'presign', 's3://cli-site/index.html', '--expires-in', '60')).trim();
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(await answer.text()).toBe('<p>hello');
    expect((await fetch(url.replace('index', 'other'))).status).toBe(403);

    await aws('s3', 'rb', 's3://cli-site', '--force');
    await expect(aws('s3', 'ls', 's3://cli-site')).rejects.toMatchObject({
      stderr: expect.stringContaining('NoSuchBucket'),
    });
  });

  it('speaks to the common operations one by one', async () => {
    const bucket = ['--bucket', 'cli-api'];
    const key = [...bucket, '--key', 'k'];
    await writeFile(file('body'), 'hello');
    await api('create-bucket', ...bucket);
    await api('put-bucket-versioning', ...bucket, '--versioning-configuration', 'Status=Enabled');
    const put = ['--body', file('body'), '--metadata', 'colour=blue', '--tagging', 'a=1'];
    const { VersionId, ETag } = await api('put-object', ...key, ...put);
    expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(await api('get-object', ...key, '--range', 'bytes=1-3', file('out'))).toMatchObject({
      ContentRange: 'bytes 1-3/5',
      Metadata: { colour: 'blue' },
    });
    expect(await readFile(file('out'), 'utf8')).toBe('ell');
    expect(await api('get-object-tagging', ...key)).toMatchObject({ TagSet: [{ Key: 'a', Value: '1' }] });
    expect(await api('copy-object', ...bucket, '--key', 'c', '--copy-source', 'cli-api/k')).toMatchObject({
      CopySourceVersionId: VersionId,
    });
    expect(await api('list-objects-v2', ...bucket)).toMatchObject({ Contents: [{ Key: 'c' }, { Key: 'k' }] });
    expect(await api('delete-object', ...key)).toMatchObject({ DeleteMarker: true });
    expect(await api('list-object-versions', ...bucket, '--prefix', 'k')).toMatchObject({
      Versions: [{ VersionId, IsLatest: false }],
      DeleteMarkers: [{ IsLatest: true }],
    });
    await expect(api('get-object', ...key, file('out'))).rejects.toMatchObject({
      stderr: expect.stringContaining('(NoSuchKey) when calling the GetObject operation'),
    });
  });
});
