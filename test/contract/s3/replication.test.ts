// What replication carries and reports: facts/s3-replication-and-sse.md §2 and §3, row by row.
import { DisableKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createVersioned, DESTINATION_REGION, setReplicationUp } from '../../support/replication.ts';
import { allow, replicationSuite, statusAndReason } from '../../support/replication-suite.ts';

const suite = replicationSuite();
const { fresh } = suite;

describe('a replica', () => {
  it('keeps version id, time, metadata, headers, tags, ETag and bytes', async () => {
    const setting = await fresh();
    const VersionId = await setting.put('k', {
      Body: 'hello',
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      Metadata: { colour: 'red' },
      Tagging: 'a=1&b=2',
    });
    const source = await setting.settled('k');
    const replica = await setting.replica('k');
    expect(replica).toMatchObject({
      VersionId,
      LastModified: source.LastModified,
      ETag: source.ETag,
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      Metadata: { colour: 'red' },
      ReplicationStatus: 'REPLICA',
    });
    const { remote, destination: Bucket } = setting;
    const { TagSet } = await remote.send(new GetObjectTaggingCommand({ Bucket, Key: 'k' }));
    expect(TagSet).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]);
  });

  it('of a large object is the same bytes, and a range of them', async () => {
    const setting = await fresh();
    const Body = Buffer.alloc(3_000_001, 'waxseal');
    await setting.putSealed('large', { Body });
    expect(await statusAndReason(setting, 'large')).toEqual(['COMPLETED', undefined]);
    const { remote, destination: Bucket } = setting;
    const answer = await remote.send(new GetObjectCommand({ Bucket, Key: 'large' }));
    expect(Buffer.from((await answer.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
    const range = await remote.send(
      new GetObjectCommand({ Bucket, Key: 'large', Range: 'bytes=3000000-3000000' }),
    );
    expect(await range.Body?.transformToString()).toBe(Body.subarray(3_000_000).toString());
  });

  it('does not depend on the source’s key', async () => {
    const setting = await fresh();
    await setting.putSealed('k');
    await setting.settled('k');
    await setting.kms.send(new DisableKeyCommand({ KeyId: setting.sourceKey }));
    const { remote, destination: Bucket } = setting;
    const answer = await remote.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    expect(await answer.Body?.transformToString()).toBe('body of k');
  });

  it('of an empty object is empty', async () => {
    const setting = await fresh();
    await setting.putSealed('k', { Body: '' });
    expect(await statusAndReason(setting)).toEqual(['COMPLETED', undefined]);
    expect((await setting.replica('k')).ContentLength).toBe(0);
  });

  it('carries the writer’s encryption context to the replica', async () => {
    const setting = await fresh();
    const pairs = { purpose: 'mail' };
    await setting.putSealed('k', {
      SSEKMSEncryptionContext: Buffer.from(JSON.stringify(pairs)).toString('base64'),
    });
    await setting.settled('k');
    expect(setting.task('k').kmsCalls.map((call) => call.encryptionContext)).toEqual([
      { ...pairs, 'aws:s3:arn': `arn:aws:s3:::${setting.source}/k` },
      { ...pairs, 'aws:s3:arn': `arn:aws:s3:::${setting.destination}/k` },
    ]);
  });

  it('takes the storage class of the rule', async () => {
    const setting = await setReplicationUp(suite.aws);
    const rule = setting.pageRule();
    await setting.configure({
      ...rule,
      Destination: { ...rule.Destination, Bucket: rule.Destination?.Bucket, StorageClass: 'STANDARD_IA' },
    });
    await setting.put('k');
    await setting.settled('k');
    expect((await setting.replica('k')).StorageClass).toBe('STANDARD_IA');
  });

  it('is not replicated further', async () => {
    const setting = await fresh();
    const { remote, destination, role } = setting;
    const third = `${destination}-third`;
    await createVersioned(remote, third, DESTINATION_REGION);
    await remote.send(
      new PutBucketReplicationCommand({
        Bucket: destination,
        ReplicationConfiguration: {
          Role: role,
          Rules: [{ Status: 'Enabled', Prefix: '', Destination: { Bucket: `arn:aws:s3:::${third}` } }],
        },
      }),
    );
    await setting.put('k');
    await setting.settled('k');
    expect((await setting.replica('k')).ReplicationStatus).toBe('REPLICA');
    const { Versions } = await remote.send(new ListObjectVersionsCommand({ Bucket: third }));
    expect(Versions ?? []).toEqual([]);
  });
});

describe('what is replicated', () => {
  it('versions written after the rules, and none from before', async () => {
    const setting = await setReplicationUp(suite.aws);
    await setting.put('before');
    await setting.configure();
    await setting.put('after');
    expect((await setting.settled('after')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.settled('before')).ReplicationStatus).toBeUndefined();
  });

  it('every version of a key, in the order of their writing', async () => {
    const setting = await fresh();
    const ids: string[] = [];
    for (let i = 0; i < 20; i += 1) ids.push(await setting.put('k', { Body: String(i) }));
    await suite.aws.replication.idle();
    const { Versions } = await setting.remote.send(
      new ListObjectVersionsCommand({ Bucket: setting.destination }),
    );
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(ids.reverse());
    expect(Versions?.[0]?.IsLatest).toBe(true);
  });

  it('to several destinations at once, with one status for all', async () => {
    const setting = await setReplicationUp(suite.aws);
    const second = `${setting.destination}-b`;
    await createVersioned(setting.remote, second, DESTINATION_REGION);
    const { SourceSelectionCriteria: _, ...rule } = setting.pageRule();
    await setting.configure(
      { ...rule, Destination: { Bucket: `arn:aws:s3:::${setting.destination}` } },
      { ...rule, ID: 'second', Priority: 2, Destination: { Bucket: `arn:aws:s3:::${second}` } },
    );
    await setting.put('k');
    expect((await setting.settled('k')).ReplicationStatus).toBe('FAILED');
    expect((await setting.replica('k')).ReplicationStatus).toBe('REPLICA');
    await setting.setPolicy({ second: allow(['s3:ReplicateObject'], `arn:aws:s3:::${second}/*`) });
    await setting.put('k2');
    expect((await setting.settled('k2')).ReplicationStatus).toBe('COMPLETED');
    const head = await setting.remote.send(new HeadObjectCommand({ Bucket: second, Key: 'k2' }));
    expect(head.ReplicationStatus).toBe('REPLICA');
  });

  it('delete markers only where the rule says so, deletions of a version never', async () => {
    const setting = await setReplicationUp(suite.aws);
    const { s3, remote, source, destination } = setting;
    await setting.configure();
    await setting.put('silent');
    await s3.send(new DeleteObjectCommand({ Bucket: source, Key: 'silent' }));
    await suite.aws.replication.idle();
    expect((await setting.replica('silent')).ReplicationStatus).toBe('REPLICA');

    await setting.configure({ ...setting.pageRule(), DeleteMarkerReplication: { Status: 'Enabled' } });
    const VersionId = await setting.put('told');
    await setting.settled('told');
    const marker = await s3.send(new DeleteObjectCommand({ Bucket: source, Key: 'told' }));
    await suite.aws.replication.idle();
    const { DeleteMarkers } = await remote.send(
      new ListObjectVersionsCommand({ Bucket: destination, Prefix: 'told' }),
    );
    expect(DeleteMarkers).toMatchObject([{ VersionId: marker.VersionId, IsLatest: true }]);
    await s3.send(new DeleteObjectCommand({ Bucket: source, Key: 'told', VersionId }));
    await suite.aws.replication.idle();
    expect((await setting.replica('told', { VersionId })).VersionId).toBe(VersionId);
  });

  it('nothing under a disabled rule', async () => {
    const setting = await setReplicationUp(suite.aws);
    await setting.configure({ ...setting.pageRule(), Status: 'Disabled' });
    await setting.put('k');
    expect((await setting.settled('k')).ReplicationStatus).toBeUndefined();
  });
});

describe('the states', () => {
  it('PENDING while it waits, COMPLETED after, and nothing is done twice', async () => {
    const setting = await fresh();
    suite.aws.replication.pause();
    await setting.put('k');
    expect((await setting.settled('k')).ReplicationStatus).toBe('PENDING');
    expect(await suite.aws.replication.step()).toBe(true);
    expect((await setting.settled('k')).ReplicationStatus).toBe('COMPLETED');
    expect(await suite.aws.replication.step()).toBe(false);
    suite.aws.replication.resume();
    await suite.aws.replication.idle();
    expect(setting.task('k').attempts).toBe(1);
  });

  it('FAILED is not retried until asked for', async () => {
    const setting = await fresh();
    await setting.setPolicy({ write: undefined });
    await setting.put('k');
    expect((await setting.settled('k')).ReplicationStatus).toBe('FAILED');
    await setting.setPolicy();
    suite.aws.clock.advance(86_400_000);
    await suite.aws.clock.settle();
    expect((await setting.settled('k')).ReplicationStatus).toBe('FAILED');
    expect(await suite.aws.replication.retry({ bucket: setting.source })).toBe(1);
    expect((await setting.settled('k')).ReplicationStatus).toBe('COMPLETED');
    suite.aws.clock.reset();
  });

  it('a source version that is deleted while it is pending is no longer tracked', async () => {
    const setting = await fresh();
    suite.aws.replication.pause();
    const VersionId = await setting.put('k');
    await setting.s3.send(new DeleteObjectCommand({ Bucket: setting.source, Key: 'k', VersionId }));
    suite.aws.replication.resume();
    await suite.aws.replication.idle();
    expect(setting.task('k').status).toBe('UNTRACKED');
    await expect(setting.replica('k')).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('injected faults: denied, and delayed on the injected clock', async () => {
    const setting = await fresh();
    suite.aws.replication.fault(setting.destination, { kind: 'deny' });
    await setting.put('denied');
    expect(await statusAndReason(setting, 'denied')).toEqual(['FAILED', 'DstPutObjectNotPermitted']);
    suite.aws.replication.fault(setting.destination, { kind: 'delay', seconds: 60 });
    await setting.put('late');
    expect((await setting.settled('late')).ReplicationStatus).toBe('PENDING');
    suite.aws.clock.advance(60_000);
    await suite.aws.clock.settle();
    expect((await setting.settled('late')).ReplicationStatus).toBe('COMPLETED');
    suite.aws.clock.reset();
  });

  it('a rule is followed as it was when the version was written', async () => {
    const setting = await fresh();
    suite.aws.replication.pause();
    await setting.put('k');
    const other = `${setting.destination}-other`;
    await setting.remote.send(
      new CreateBucketCommand({
        Bucket: other,
        CreateBucketConfiguration: { LocationConstraint: DESTINATION_REGION },
      }),
    );
    await setting.remote.send(
      new PutBucketVersioningCommand({ Bucket: other, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    await setting.configure({
      Status: 'Enabled',
      Prefix: '',
      Destination: { Bucket: `arn:aws:s3:::${other}` },
    });
    suite.aws.replication.resume();
    expect(await statusAndReason(setting)).toEqual(['COMPLETED', undefined]);
    expect((await setting.replica('k')).ReplicationStatus).toBe('REPLICA');
  });
});
