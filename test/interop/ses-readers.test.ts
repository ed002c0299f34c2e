// What SES sealed, opened by clients nobody here wrote: Ruby's and Go's S3 Encryption Clients, Python by hand.
//
// Each is skipped with its reason where it is not installed; Debian has ruby-aws-sdk-s3 and
// golang-github-aws-aws-sdk-go-dev.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { KMSClient } from '@aws-sdk/client-kms';
import { CreateKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailBucket, createRule, receiveAt } from '../contract/ses/rules.ts';
import { boto3Missing } from '../support/boto3.ts';
import { named, runs } from '../support/programs.ts';
import { openMail, storedMail } from '../support/sealed-mail.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../support/server.ts';

const local = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const GO_SOURCES = '/usr/share/gocode/src/github.com/aws/aws-sdk-go/service/s3/s3crypto';
const absent = {
  ruby: runs('ruby', '-e', "require 'aws-sdk-s3'") ? '' : 'ruby with aws-sdk-s3 is not installed',
  python: boto3Missing('cryptography') ?? '',
  go: runs('go', 'version') && existsSync(GO_SOURCES) ? '' : 'go with aws-sdk-go is not installed',
};

let aws: TestServer;
let s3: S3Client;
let kms: KMSClient;
const bodies = new Map<string, Buffer>();
/** `KEY SHA256` of each message as our own reader sees it. */
const expected: string[] = [];

beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
  kms = aws.kms();
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const allow = (Principal: object) => ({ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' });
  const Statement = [allow({ AWS: `arn:aws:iam::${ACCOUNT}:root` }), allow({ Service: 'ses.amazonaws.com' })];
  await kms.send(
    new PutKeyPolicyCommand({
      KeyId: KeyMetadata?.KeyId,
      PolicyName: 'default',
      Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  await createMailBucket(s3, 'mail');
  await receiveAt(aws.ses(), 'example.com');
  const rule = (Name: string, KmsKeyArn: string | undefined) =>
    createRule(aws.ses(), 'inbound', {
      Name,
      Enabled: true,
      Recipients: [`${Name}@example.com`],
      Actions: [{ S3Action: { BucketName: 'mail', KmsKeyArn } }],
    });
  await rule('customer', KeyMetadata?.Arn);
  await rule('managed', `arn:aws:kms:us-east-1:${ACCOUNT}:alias/aws/ses`);

  const messages: [string, Buffer][] = [
    ['customer', Buffer.alloc(0)],
    ['customer', Buffer.from('Subject: small\r\n\r\nHello\r\n')],
    [
      'customer',
      Buffer.concat([Buffer.from('Subject: large\r\n\r\n'), Buffer.alloc(2_000_003, 'x\0\xff\n')]),
    ],
    ['managed', Buffer.from('Subject: by aws/ses\r\n\r\nHello\r\n')],
  ];
  for (const [name, raw] of messages) {
    const { messageId } = await aws.deliver(raw, { from: 'ann@example.net', to: [`${name}@example.com`] });
    bodies.set(messageId, raw);
    const opened = await openMail(kms, await storedMail(s3, 'mail', messageId));
    expected.push(`${messageId} ${createHash('sha256').update(opened).digest('hex')}`);
  }
});
afterAll(() => aws.close());

async function read(command: string, args: string[]): Promise<Map<string, string[]>> {
  const { stdout } = await promisify(execFile)(command, [...args, aws.url, 'mail', ...bodies.keys()]);
  const seen = new Map<string, string[]>();
  for (const line of stdout.trim().split('\n')) {
    const [client = '', ...rest] = line.split(' ');
    seen.set(client, [...(seen.get(client) ?? []), rest.join(' ')]);
  }
  return seen;
}

describe('what SES sealed opens', () => {
  it('with plain Node, and ends in the bytes that were received', async () => {
    for (const [key, raw] of bodies) {
      const opened = await openMail(kms, await storedMail(s3, 'mail', key));
      expect(opened.subarray(opened.length - raw.length).equals(raw)).toBe(true);
    }
  });

  it.skipIf(absent.python)(named('with Python by hand', absent.python), async () => {
    const seen = await read('python3', [local('ses-reader.py')]);
    expect(seen.get('hand')).toEqual(expected);
  });

  it.skipIf(absent.ruby)(named("with Ruby's encryption clients V1 and V2", absent.ruby), async () => {
    const seen = await read('ruby', [local('ses-reader.rb')]);
    expect(seen.get('V1')).toEqual(expected);
    expect(seen.get('V2')).toEqual(expected);
  });

  it.skipIf(absent.go)(named("with Go's s3crypto V1 and V2", absent.go), { timeout: 240_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waxseal-go-'));
    const program = join(folder, 'ses-reader');
    const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '' };
    try {
      await promisify(execFile)('go', ['build', '-o', program, local('ses-reader.go')], { env });
      const seen = await read(program, []);
      expect(seen.get('V1')).toEqual(expected);
      expect(seen.get('V2')).toEqual(expected);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
