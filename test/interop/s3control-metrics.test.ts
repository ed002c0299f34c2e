// The metrics of replication through boto3's CloudWatch client, in the protocol it chooses by itself.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setMetricsUp } from '../contract/cloudwatch/setting.ts';
import { boto3Missing } from '../support/boto3.ts';
import { named } from '../support/programs.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const CLIENT = fileURLToPath(new URL('s3control_metrics.py', import.meta.url));

const reason = boto3Missing();

describe.skipIf(reason !== undefined)(named('CloudWatch by boto3', reason), () => {
  let aws: TestServer;
  beforeAll(async () => {
    aws = await startTestServer();
  });
  afterAll(() => aws.close());

  it('lists the metrics of a rule, reads them, and tells an error by its class', async () => {
    const setting = await setMetricsUp(aws);
    await setting.liveThrough();
    // The client signs by the machine's clock, a few minutes behind the server's.
    const { stdout } = await promisify(execFile)('python3', [
      CLIENT,
      aws.url,
      setting.source,
      String(setting.at(0)),
    ]);
    const { spoken, ...seen } = JSON.parse(stdout) as { readonly spoken: readonly string[] };
    expect(seen).toEqual({
      metrics: [
        'BytesPendingReplication',
        'OperationsFailedReplication',
        'OperationsPendingReplication',
        'ReplicationLatency',
      ],
      pending: [1, 2, 2, 2],
      first: 0,
      failed: 1,
      error: expect.stringMatching(/^InvalidParameterValue/),
    });
    expect(['application/cbor', 'application/x-amz-json-1.0']).toContain(spoken[0]);
  });
});
