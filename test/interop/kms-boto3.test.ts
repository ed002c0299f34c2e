// KMS through boto3, its answers checked with Python's cryptography: nothing there was written for waxseal.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boto3Missing } from '../support/boto3.ts';
import { named } from '../support/programs.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const SCRIPT = fileURLToPath(new URL('kms_boto3.py', import.meta.url));

const reason = boto3Missing('cryptography');

describe.skipIf(reason !== undefined)(named('KMS by boto3', reason), () => {
  let aws: TestServer;
  beforeAll(async () => {
    aws = await startTestServer();
  });
  afterAll(() => aws.close());

  it('seals, signs, agrees, imports and pages as boto3 and cryptography expect', async () => {
    const { stdout } = await promisify(execFile)('python3', [SCRIPT, aws.url]);
    const { arn, ...seen } = JSON.parse(stdout);
    expect(seen).toEqual({
      envelope: 'a letter',
      glued: ['InvalidCiphertextException', ''],
      signatures: 'valid',
      outside: 'o',
      agreed: true,
      imported: 'imported',
      mac: true,
      grants: 5,
      aliases: 5,
      disabled: ['DisabledException', `${arn} is disabled.`],
      typed: 'Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.',
      created: true,
    });
  });
});
