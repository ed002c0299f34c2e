// The s3:Replication events, and what a destination hears of its replicas: facts/s3-replication-and-sse.md §4.1.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, type ReplicationRule } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DESTINATION_REGION, type ReplicationSetting, setReplicationUp } from '../../support/replication.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { drain, listenTo } from './notification-support.ts';

const MINUTE = 60_000;
let aws: TestServer;
beforeEach(async () => {
  aws = await startTestServer();
});
afterEach(() => aws.close());

const METRICS = { Metrics: { Status: 'Enabled' } } as const;
const TIME_CONTROL = {
  Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
  ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
} as const;

async function watched(further: Partial<NonNullable<ReplicationRule['Destination']>>) {
  const setting = await setReplicationUp(aws);
  const rule = setting.pageRule();
  await setting.configure({ ...rule, Destination: { Bucket: '', ...rule.Destination, ...further } });
  return { setting, ...(await listenTo(aws, setting.s3, setting.source, ['s3:Replication:*'])) };
}
const dataOf = (setting: ReplicationSetting) => ({
  replicationRuleId: 'Rule-1',
  destinationBucket: `arn:aws:s3:::${setting.destination}`,
  s3Operation: 'OBJECT_PUT',
  requestTime: expect.stringMatching(/^\d{4}-.*Z$/),
});

describe('s3:Replication events', () => {
  it('tell of a failure with its reason, in version 2.2, as S3 itself', async () => {
    const { setting, heard } = await watched(METRICS);
    await setting.dropPolicy();
    const versionId = await setting.putSealed('a b');
    const records = await heard();
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      eventVersion: '2.2',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventName: 'Replication:OperationFailedReplication',
      userIdentity: { principalId: 's3.amazonaws.com' },
      requestParameters: { sourceIPAddress: 's3.amazonaws.com' },
      s3: {
        configurationId: 'events',
        bucket: { name: setting.source },
        object: { key: 'a+b', size: 11, versionId, sequencer: expect.any(String) },
      },
      replicationEventData: { ...dataOf(setting), failureReason: setting.task('a b').failureReason },
    });
    expect(records[0]?.replicationEventData?.failureReason).toMatch(/NotPermitted$/);
  });

  it('are silent of a failure when the rule has no metrics', async () => {
    const { setting, heard } = await watched({});
    await setting.dropPolicy();
    await setting.putSealed('a');
    expect(await heard()).toEqual([]);
    expect(setting.task('a').status).toBe('FAILED');
  });

  it('tell of a missed threshold once, and of the replica that came after it', async () => {
    const { setting, heard } = await watched(TIME_CONTROL);
    aws.replication.pause();
    await setting.putSealed('a');
    aws.clock.advance(14 * MINUTE);
    expect(await heard()).toEqual([]);
    aws.clock.advance(2 * MINUTE);
    const [missed, ...more] = await heard();
    expect(more).toEqual([]);
    expect(missed).toMatchObject({
      eventName: 'Replication:OperationMissedThreshold',
      replicationEventData: { ...dataOf(setting), threshold: 'PT15M' },
    });
    aws.clock.advance(30 * MINUTE);
    expect(await heard()).toEqual([]);
    aws.replication.resume();
    const [late] = await heard();
    expect(late).toMatchObject({
      eventName: 'Replication:OperationReplicatedAfterThreshold',
      replicationEventData: { ...dataOf(setting), replicationTime: expect.stringMatching(/^PT27\d\dS$/) },
    });
  });

  it('tell of a threshold that was missed while no server ran', async () => {
    await aws.close();
    const dataDir = await mkdtemp(join(tmpdir(), 'waxseal-threshold-'));
    aws = await startTestServer({ dataDir });
    const { setting, QueueUrl } = await watched(TIME_CONTROL);
    aws.replication.fault(setting.destination, { kind: 'throttle' });
    await setting.putSealed('a');
    await aws.idle();
    await aws.close();

    aws = await startTestServer({ dataDir });
    aws.replication.pause();
    aws.clock.advance(16 * MINUTE);
    await aws.idle();
    const [body = '{}'] = await drain(aws.sqs(), QueueUrl);
    expect(JSON.parse(body).Records[0].eventName).toBe('Replication:OperationMissedThreshold');
    await rm(dataDir, { recursive: true, force: true });
  });

  it('are silent of what came in time', async () => {
    const { setting, heard } = await watched(TIME_CONTROL);
    await setting.putSealed('a');
    expect(await heard()).toEqual([]);
    expect(setting.task('a').status).toBe('COMPLETED');
    aws.clock.advance(16 * MINUTE);
    expect(await heard()).toEqual([]);
  });

  it('tell of a version that was deleted before it was replicated', async () => {
    const { setting, heard } = await watched(METRICS);
    aws.replication.pause();
    const VersionId = await setting.putSealed('a');
    await setting.s3.send(new DeleteObjectCommand({ Bucket: setting.source, Key: 'a', VersionId }));
    const [record] = await heard();
    expect(record).toMatchObject({
      eventName: 'Replication:OperationNotTracked',
      s3: { object: { key: 'a', versionId: VersionId } },
      replicationEventData: dataOf(setting),
    });
  });

  it('leave the destination its own: a replica is told of like a put', async () => {
    const setting = await setReplicationUp(aws);
    const rule = setting.pageRule();
    await setting.configure({ ...rule, DeleteMarkerReplication: { Status: 'Enabled' } });
    const { heard } = await listenTo(
      ...([aws, setting.remote, setting.destination, ['s3:ObjectCreated:*', 's3:ObjectRemoved:*']] as const),
      ...([[], DESTINATION_REGION] as const),
    );
    const versionId = await setting.putSealed('a');
    await aws.idle();
    await setting.s3.send(new DeleteObjectCommand({ Bucket: setting.source, Key: 'a' }));
    const records = await heard();
    expect(records.map(({ eventName }) => eventName)).toEqual([
      'ObjectCreated:Put',
      'ObjectRemoved:DeleteMarkerCreated',
    ]);
    expect(records[0]).toMatchObject({
      awsRegion: DESTINATION_REGION,
      userIdentity: { principalId: 's3.amazonaws.com' },
      s3: { object: { versionId } },
    });
  });
});
