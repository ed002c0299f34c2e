// S3 by curl, which signs by itself, with a key whose signature counts: straight, and through nginx in front.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createUser, may } from '../support/users.ts';

const says = (program: string, ...words: string[]): string => {
  try {
    return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
};
const [, major = 0, minor = 0] = /^curl (\d+)\.(\d+)/.exec(says('curl', '--version'))?.map(Number) ?? [];
/** Before 7.86 it leaves the headers that it is given out of its signature. */
const noCurl = major * 100 + minor < 786;
const noNginx = noCurl || !says('sh', '-c', 'nginx -v 2>&1').includes('nginx version');

let aws: TestServer;
let folder = '';
let key = '';
const bytes = randomBytes(6 * 1024 * 1024);
beforeAll(async () => {
  aws = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'waxseal-curl-'));
  await writeFile(join(folder, 'large'), bytes);
  const { keys } = await createUser(aws, 'curl', [may('s3:*')]);
  key = `${keys.accessKeyId}:${keys.secretAccessKey}`;
});
afterAll(async () => {
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

async function curl(words: readonly string[], secret = key): Promise<string> {
  const signing = ['--aws-sigv4', 'aws:amz:us-east-1:s3', '-u', secret];
  const header = ['-H', 'x-amz-content-sha256: UNSIGNED-PAYLOAD'];
  const all = ['-sS', '--path-as-is', ...signing, ...header, '-w', '\n%{http_code}', ...words];
  return (await promisify(execFile)('curl', all, { maxBuffer: 2 * bytes.length, encoding: 'latin1' })).stdout;
}

async function tellsAStory(url: string): Promise<void> {
  expect(await curl(['-X', 'PUT', url])).toBe('\n200');
  for (const name of ['large', 'a%20b%2Bc', '%C3%A9/x//y', 'a/../b', '%252F']) {
    expect(await curl(['-T', join(folder, 'large'), `${url}/${name}`])).toBe('\n200');
  }
  expect(await curl([`${url}/%C3%A9/x//y`])).toBe(`${bytes.toString('latin1')}\n200`);
  expect(await curl(['-r', '5-9', `${url}/large`])).toBe(`${bytes.toString('latin1', 5, 10)}\n206`);
  const listing = await curl([`${url}?list-type=2`]);
  const keys = [...listing.matchAll(/<Key>([^<]*)/g)].map(([, name = '']) => Buffer.from(name, 'latin1'));
  expect(keys.map(String)).toEqual(['%2F', 'a b+c', 'a/../b', 'large', 'é/x//y']);
  expect(await curl([`${url}/large`], `${key}x`)).toContain('<Code>SignatureDoesNotMatch</Code>');
  expect(await curl(['-I', `${url}/none`])).toMatch(/\n404$/);
  expect(await curl(['-X', 'DELETE', `${url}/large`])).toBe('\n204');
}

describe.skipIf(noCurl)('curl --aws-sigv4 (skipped before curl 7.86)', () => {
  it('puts, gets and lists odd keys, in ranges and with bodies that wait to be asked for', async () => {
    await tellsAStory(`${aws.url}/by-curl`);
  });

  it.skipIf(noNginx).each([
    ['that passes bodies on', 'proxy_http_version 1.1; proxy_request_buffering off; proxy_buffering off;'],
    ['that keeps them first, and speaks HTTP/1.0', ''],
  ])('the same through nginx %s (skipped where it is not installed)', async (what, settings) => {
    const port = await freePort();
    const home = join(folder, String(port));
    await mkdir(home);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (of) => `${of}_temp_path ${home}/${of};`,
    );
    await writeFile(
      join(home, 'nginx.conf'),
      `daemon off; master_process off; pid ${home}/pid; error_log stderr; events {}
       http { access_log off; client_max_body_size 0; ${temporary.join(' ')}
         server { listen 127.0.0.1:${port};
           location / { proxy_pass ${aws.url}; proxy_set_header Host $http_host; ${settings} } } }`,
    );
    const nginx = spawn('nginx', ['-p', home, '-c', join(home, 'nginx.conf')], { stdio: 'ignore' });
    try {
      await promisify(execFile)('curl', [
        '-s',
        '--retry',
        '50',
        '--retry-connrefused',
        '--retry-delay',
        '1',
        `http://127.0.0.1:${port}/`,
      ]);
      await tellsAStory(`http://127.0.0.1:${port}/nginx-${what.length}`);
    } finally {
      nginx.kill();
      await once(nginx, 'exit');
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
