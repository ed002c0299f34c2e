// S3 by clients of languages that are compiled: what an application does from its first call to its last.
//
// Each is skipped with its reason where it is not installed; Debian has golang-github-aws-aws-sdk-go-dev and libjets3t-java.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { named, runs } from '../support/programs.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** Compilers start slowly on a busy machine. */
const timeout = 240_000;
const local = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const run = promisify(execFile);
const GO_SOURCES = '/usr/share/gocode/src/github.com/aws/aws-sdk-go/service/s3/s3manager';
const noGo = runs('go', 'version') && existsSync(GO_SOURCES) ? '' : 'go with aws-sdk-go is not installed';
const JARS = ['jets3t', 'commons-httpclient', 'commons-codec', 'commons-logging', 'java-xmlbuilder'].map(
  (name) => `/usr/share/java/${name}.jar`,
);
const noJava =
  runs('java', '-version') && JARS.every((jar) => existsSync(jar)) ? '' : 'java with jets3t is not installed';

let aws: TestServer;
let folder = '';
beforeAll(async () => {
  aws = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'waxseal-clients-'));
  await writeFile(join(folder, 'large'), randomBytes(11 * 1024 * 1024));
});
afterAll(async () => {
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

describe('S3', () => {
  it.skipIf(noGo)(named('by the Go SDK', noGo), { timeout }, async () => {
    const program = join(folder, 's3-client');
    const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '' };
    await run('go', ['build', '-o', program, local('s3-client.go')], { env });
    const { stdout } = await run(program, [aws.url, 'by-go', join(folder, 'large')]);
    expect(JSON.parse(stdout)).toEqual({
      'old version': 'first',
      metadata: { Colour: 'blue' },
      range: 'bytes 3-5/6 ond',
      checksum: true,
      tags: 2,
      copy: 'first',
      'not modified': '304 NotModified',
      absent: '404 NoSuchKey',
      'absent head': '404 NotFound',
      'no policy': '404 NoSuchBucketPolicy',
      marker: true,
      versions: [2, 1],
      kms: true,
      'customer key': 'AES256 mine',
      'customer key not told': '400 InvalidRequest',
      parts: 3,
      'same bytes': true,
      'part copied': 100,
      'given up': '404 NoSuchUpload',
      listed: ['copy', 'kms', 'large', 'ssec'],
      deleted: 2,
      'presigned put': 200,
      'presigned get': 'text/x-odd by URL',
      region: 'us-east-1',
    });
  });

  it.skipIf(noJava)(
    named('by JetS3t, in Java and with version 2 signatures', noJava),
    { timeout },
    async () => {
      const options = ['-Dfile.encoding=UTF-8', '-Dsun.stdout.encoding=UTF-8', '-cp', JARS.join(':')];
      const port = new URL(aws.url).port;
      const words = [...options, local('S3Client.java'), port, 'by-java', join(folder, 'large')];
      const { stdout } = await run('java', words, { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
      expect(
        Object.fromEntries(
          stdout
            .trim()
            .split('\n')
            .map((line) => line.split(': ')),
        ),
      ).toEqual({
        versioning: 'true',
        buckets: 'true',
        'old version': 'first',
        head: 'text/plain 6 a9f0e61a137d86aa9db53465e0801612',
        metadata: 'blue',
        range: 'eco',
        versions: '2',
        copied: 'true',
        copy: 'first',
        'etag of parts': 'true',
        'same bytes': 'true',
        parts: '1',
        uploads: '1',
        'given up': '404 NoSuchUpload',
        listed: 'a b/ü+c,copy,large',
        folders: '[a b/]',
        'presigned put': '200',
        'presigned get': 'by URL',
        acl: '1',
        'no policy': 'null',
        absent: '404 NoSuchKey',
        unmet: '412 PreconditionFailed',
        deleted: 'false',
        'not empty': '409 BucketNotEmpty',
      });
    },
  );
});
