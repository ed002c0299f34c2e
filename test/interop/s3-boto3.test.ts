// S3 through boto3: its transfer manager splits, sends in parallel, checks and joins again.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boto3Missing } from '../support/boto3.ts';
import { named } from '../support/programs.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const CLIENT = fileURLToPath(new URL('s3_boto3.py', import.meta.url));

const reason = boto3Missing();

describe.skipIf(reason !== undefined)(named('S3 by boto3', reason), () => {
  let aws: TestServer;
  beforeAll(async () => {
    aws = await startTestServer();
  });
  afterAll(() => aws.close());

  it('transfers in parts, copies, lists in pages, deletes in bulk and presigns', async () => {
    const { stdout } = await promisify(execFile)('python3', [CLIENT, aws.url]);
    expect(JSON.parse(stdout)).toEqual({
      sameBytes: true,
      parts: '3',
      metadata: { colour: 'blue' },
      checksumType: expect.stringMatching(/^(COMPOSITE|FULL_OBJECT)$/),
      copied: true,
      streamed: 'streamed',
      listed: true,
      deleted: 25,
      'presigned s3v4': 'streamed',
      'presigned s3': 'streamed',
      absent: 'NoSuchKey',
    });
  });
});
