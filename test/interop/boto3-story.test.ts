// The main job through boto3 and smtplib alone: nothing in that client was written for waxseal.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boto3Missing } from '../support/boto3.ts';
import { named } from '../support/programs.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const STORY = fileURLToPath(new URL('story.py', import.meta.url));

const reason = boto3Missing('cryptography');

describe.skipIf(reason !== undefined)(named('the main job, driven by boto3', reason), () => {
  let aws: TestServer;
  beforeAll(async () => {
    aws = await startTestServer();
  });
  afterAll(() => aws.close());

  it('receives over SMTP, seals, stores, decrypts and replicates under the other key', async () => {
    const { stdout } = await promisify(execFile)('python3', [STORY, aws.url, String(aws.smtp.port)]);
    const seen = JSON.parse(stdout) as Record<string, unknown>;
    expect(seen).toMatchObject({
      sealedDiffers: true,
      endsWithMail: true,
      before: 'PENDING',
      after: 'COMPLETED',
      replica: 'REPLICA',
      sourceKey: true,
      replicaKey: true,
      sameVersion: true,
      sameBytes: true,
    });
    expect(seen.metadata).toMatchObject({
      'x-amz-cek-alg': 'AES/GCM/NoPadding',
      'x-amz-wrap-alg': 'kms',
      'x-amz-tag-len': '128',
    });
  });
});
