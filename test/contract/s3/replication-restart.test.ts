// What a stop in the middle leaves to the next start: every answered version is replicated once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESTINATION_REGION, setReplicationUp } from '../../support/replication.ts';
import { startTestServer } from '../../support/server.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-replication-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('a restart', () => {
  it('takes up what was PENDING, with the rule it was written under', async () => {
    const before = await startTestServer({ dataDir });
    const setting = await setReplicationUp(before);
    await setting.configure();
    await setting.putSealed('done');
    await before.replication.idle();
    before.replication.pause();
    for (let i = 0; i < 10; i += 1) await setting.putSealed(`pending/${i}`);
    await setting.put('pending/large', { Body: Buffer.alloc(300_000, 'x') });
    await before.close();

    const after = await startTestServer({ dataDir });
    await after.replication.idle();
    const { source, destination, replicaKey } = setting;
    const head = await after.s3().send(new HeadObjectCommand({ Bucket: source, Key: 'pending/large' }));
    expect(head.ReplicationStatus).toBe('COMPLETED');
    const remote = after.s3({ region: DESTINATION_REGION });
    const { Versions = [] } = await remote.send(new ListObjectVersionsCommand({ Bucket: destination }));
    expect(Versions).toHaveLength(12);
    const replica = await remote.send(new HeadObjectCommand({ Bucket: destination, Key: 'pending/3' }));
    expect(replica).toMatchObject({ ReplicationStatus: 'REPLICA', SSEKMSKeyId: replicaKey });
    await after.close();
  });

  it('a reset forgets the tasks, the faults and the pause', async () => {
    await using aws = await startTestServer();
    const setting = await setReplicationUp(aws);
    await setting.configure();
    aws.replication.fault(setting.destination, { kind: 'deny' });
    aws.replication.pause();
    await setting.put('k');
    await aws.reset();
    expect(aws.replication.list({})).toEqual([]);
    const again = await setReplicationUp(aws);
    await again.configure();
    await again.put('k');
    expect((await again.settled('k')).ReplicationStatus).toBe('COMPLETED');
  });
});
