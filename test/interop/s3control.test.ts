// S3 Control through boto3, whose host prefix no setting takes away.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setJobsUp } from '../contract/s3control/setting.ts';
import { boto3Missing } from '../support/boto3.ts';
import { named } from '../support/programs.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../support/server.ts';

const CLIENT = fileURLToPath(new URL('s3control_boto3.py', import.meta.url));

const reason = boto3Missing();

describe.skipIf(reason !== undefined)(named('S3 Control by boto3', reason), () => {
  let aws: TestServer;
  beforeAll(async () => {
    aws = await startTestServer();
  });
  afterAll(() => aws.close());

  it('creates, confirms, watches and lists a Batch Replication job', async () => {
    const jobs = await setJobsUp(aws);
    for (const key of ['in/one', 'in/two', 'out']) await jobs.put(key);
    await jobs.putSealed('in/sealed');
    await jobs.configure();
    const { stdout } = await promisify(execFile)('python3', [
      CLIENT,
      aws.url,
      ACCOUNT,
      jobs.source,
      jobs.papers,
      jobs.role,
    ]);
    expect(JSON.parse(stdout)).toEqual({
      suspended: 'Suspended',
      filter: {
        EligibleForReplication: true,
        ObjectReplicationStatuses: ['NONE', 'FAILED'],
        KeyNameConstraint: { MatchAnyPrefix: ['in/'] },
        MatchAnyObjectEncryption: [{ SSES3: {} }],
      },
      manifest: 'S3InventoryReport_CSV_20211130',
      priority: 9,
      tags: [{ Key: 'by', Value: 'boto3' }],
      newTags: [{ Key: 'a', Value: '' }],
      noTags: [],
      ready: 'Ready',
      status: 'Complete',
      tasks: [2, 2, 0],
      listed: ['S3ReplicateObject'],
      report: ['succeeded'],
      absent: 'NoSuchJobException',
      over: 400,
      hosts: [`${ACCOUNT}.localhost`],
    });
  });
});
