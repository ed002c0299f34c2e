// What replication carries, refuses and reports: facts/s3-replication-and-sse.md §2 and §3, row by row.

import { DisableKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutObjectTaggingCommand,
  UpdateObjectEncryptionCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createKey,
  createVersioned,
  DESTINATION_REGION,
  type ReplicationSetting,
  type Statement,
  setReplicationUp,
  trustOf,
} from '../../support/replication.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const fresh = async (): Promise<ReplicationSetting> => {
  const setting = await setReplicationUp(aws);
  await setting.configure();
  return setting;
};
const statusAndReason = async (setting: ReplicationSetting, Key = 'k') => {
  const { ReplicationStatus } = await setting.settled(Key);
  return [ReplicationStatus, setting.task(Key).failureReason];
};
const allow = (Action: string[], Resource: string): Statement => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: string[], Resource: string): Statement => ({ Effect: 'Deny', Action, Resource });

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

  it('of a large object is the same bytes under another key, in bounded memory', async () => {
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
    const setting = await setReplicationUp(aws);
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
    const setting = await setReplicationUp(aws);
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
    await aws.replication.idle();
    const { Versions } = await setting.remote.send(
      new ListObjectVersionsCommand({ Bucket: setting.destination }),
    );
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(ids.reverse());
    expect(Versions?.[0]?.IsLatest).toBe(true);
  });

  it('to several destinations at once, with one status for all', async () => {
    const setting = await setReplicationUp(aws);
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
    const setting = await setReplicationUp(aws);
    const { s3, remote, source, destination } = setting;
    await setting.configure();
    await setting.put('silent');
    await s3.send(new DeleteObjectCommand({ Bucket: source, Key: 'silent' }));
    await aws.replication.idle();
    expect((await setting.replica('silent')).ReplicationStatus).toBe('REPLICA');

    await setting.configure({ ...setting.pageRule(), DeleteMarkerReplication: { Status: 'Enabled' } });
    const VersionId = await setting.put('told');
    await setting.settled('told');
    const marker = await s3.send(new DeleteObjectCommand({ Bucket: source, Key: 'told' }));
    await aws.replication.idle();
    const { DeleteMarkers } = await remote.send(
      new ListObjectVersionsCommand({ Bucket: destination, Prefix: 'told' }),
    );
    expect(DeleteMarkers).toMatchObject([{ VersionId: marker.VersionId, IsLatest: true }]);
    await s3.send(new DeleteObjectCommand({ Bucket: source, Key: 'told', VersionId }));
    await aws.replication.idle();
    expect((await setting.replica('told', { VersionId })).VersionId).toBe(VersionId);
  });

  it('nothing under a disabled rule', async () => {
    const setting = await setReplicationUp(aws);
    await setting.configure({ ...setting.pageRule(), Status: 'Disabled' });
    await setting.put('k');
    expect((await setting.settled('k')).ReplicationStatus).toBeUndefined();
  });
});

describe('the role', () => {
  it('that does not exist, or does not trust S3, ends in AssumeRoleNotPermitted', async () => {
    const setting = await fresh();
    await setting.setTrust(trustOf('ec2.amazonaws.com'));
    await setting.put('k');
    expect(await statusAndReason(setting)).toEqual(['FAILED', 'AssumeRoleNotPermitted']);
    await setting.s3.send(
      new PutBucketReplicationCommand({
        Bucket: setting.source,
        ReplicationConfiguration: {
          Role: 'arn:aws:iam::000000000000:role/nobody',
          Rules: [setting.pageRule()],
        },
      }),
    );
    await setting.put('k2');
    expect(await statusAndReason(setting, 'k2')).toEqual(['FAILED', 'AssumeRoleNotPermitted']);
  });

  it('may be trusted for this bucket alone', async () => {
    const setting = await fresh();
    const only = (bucket: string) =>
      trustOf('s3.amazonaws.com', {
        ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${bucket}` },
        StringEquals: { 'aws:SourceAccount': '000000000000' },
      });
    await setting.setTrust(only(setting.source));
    await setting.put('k');
    expect(await statusAndReason(setting)).toEqual(['COMPLETED', undefined]);
    await setting.setTrust(only('another'));
    await setting.put('k2');
    expect(await statusAndReason(setting, 'k2')).toEqual(['FAILED', 'AssumeRoleNotPermitted']);
  });

  it('may read its configuration', async () => {
    const setting = await fresh();
    await setting.setPolicy({ bucket: undefined });
    await setting.put('k');
    expect((await setting.settled('k')).ReplicationStatus).toBe('FAILED');
  });

  it('may read the ACL', async () => {
    const setting = await fresh();
    await setting.setPolicy({
      read: allow(['s3:GetObjectVersionForReplication'], `arn:aws:s3:::${setting.source}/*`),
    });
    await setting.put('k');
    expect(await statusAndReason(setting)).toEqual(['FAILED', 'SrcGetAclNotPermitted']);
  });

  it('may write, and says what was missing where it may not', async () => {
    const setting = await fresh();
    await setting.setPolicy({ write: undefined });
    await setting.put('k');
    expect(await statusAndReason(setting)).toEqual(['FAILED', 'DstPutObjectNotPermitted']);
    expect(setting.task('k').explanation).toContain('s3:ReplicateObject');
  });

  it('may not be denied by either bucket’s policy', async () => {
    const setting = await fresh();
    const denial = (bucket: string, Action: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Principal: '*', Action, Resource: `arn:aws:s3:::${bucket}/*` }],
      });
    const { remote, s3, source, destination } = setting;
    await remote.send(
      new PutBucketPolicyCommand({ Bucket: destination, Policy: denial(destination, 's3:ReplicateObject') }),
    );
    await setting.put('k');
    expect(await statusAndReason(setting)).toEqual(['FAILED', 'DstPutObjectNotPermitted']);
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: source,
        Policy: denial(source, 's3:GetObjectVersionForReplication'),
      }),
    );
    await setting.put('k2');
    expect(await statusAndReason(setting, 'k2')).toEqual(['FAILED', 'SrcGetObjectNotPermitted']);
  });

  it('without leave to read tags leaves them behind, and the object travels', async () => {
    const setting = await fresh();
    await setting.setPolicy({ tags: undefined });
    await setting.put('k', { Tagging: 'a=1' });
    expect(await statusAndReason(setting)).toEqual(['COMPLETED', undefined]);
    expect(setting.task('k').explanation).toContain('SrcGetTaggingNotPermitted');
    const { remote, destination: Bucket } = setting;
    const { TagSet } = await remote.send(new GetObjectTaggingCommand({ Bucket, Key: 'k' }));
    expect(TagSet).toEqual([]);
  });

  it('denied s3:ReplicateTags leaves them behind too', async () => {
    const setting = await fresh();
    await setting.setPolicy({ no: deny(['s3:ReplicateTags'], '*') });
    await setting.put('k', { Tagging: 'a=1' });
    expect(await statusAndReason(setting)).toEqual(['COMPLETED', undefined]);
    expect(setting.task('k').explanation).toContain('DstPutTaggingNotPermitted');
  });

  it('needs s3:ReplicateDelete for a marker', async () => {
    const setting = await setReplicationUp(aws);
    await setting.configure({ ...setting.pageRule(), DeleteMarkerReplication: { Status: 'Enabled' } });
    await setting.setPolicy({
      write: allow(['s3:ReplicateObject'], `arn:aws:s3:::${setting.destination}/*`),
    });
    await setting.put('k');
    await setting.settled('k');
    await setting.s3.send(new DeleteObjectCommand({ Bucket: setting.source, Key: 'k' }));
    await aws.replication.idle();
    expect(setting.task('k')).toMatchObject({
      operation: 'delete-marker',
      failureReason: 'DstDelObjNotPermitted',
    });
  });

  it('a disabled source key ends in SrcKmsKeyInvalidState', async () => {
    const setting = await fresh();
    aws.replication.pause();
    await setting.putSealed('k');
    await setting.kms.send(new DisableKeyCommand({ KeyId: setting.sourceKey }));
    aws.replication.resume();
    expect(await statusAndReason(setting)).toEqual(['FAILED', 'SrcKmsKeyInvalidState']);
  });
});

describe('the destination', () => {
  it('that is gone ends in DstBucketNotFound, one without versioning in DstBucketUnversioned', async () => {
    const setting = await fresh();
    const { remote, destination: Bucket } = setting;
    await remote.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    );
    await setting.put('k');
    expect(await statusAndReason(setting)).toEqual(['FAILED', 'DstBucketUnversioned']);
    await remote.send(new DeleteBucketCommand({ Bucket }));
    await setting.put('k2');
    expect(await statusAndReason(setting, 'k2')).toEqual(['FAILED', 'DstBucketNotFound']);
  });
});

describe('the states', () => {
  it('PENDING while it waits, COMPLETED after, and nothing is done twice', async () => {
    const setting = await fresh();
    aws.replication.pause();
    await setting.put('k');
    expect((await setting.settled('k')).ReplicationStatus).toBe('PENDING');
    expect(await aws.replication.step()).toBe(true);
    expect((await setting.settled('k')).ReplicationStatus).toBe('COMPLETED');
    expect(await aws.replication.step()).toBe(false);
    aws.replication.resume();
    await aws.replication.idle();
    expect(setting.task('k').attempts).toBe(1);
  });

  it('FAILED is not retried until asked for', async () => {
    const setting = await fresh();
    await setting.setPolicy({ write: undefined });
    await setting.put('k');
    expect((await setting.settled('k')).ReplicationStatus).toBe('FAILED');
    await setting.setPolicy();
    aws.clock.advance(86_400_000);
    await aws.clock.settle();
    expect((await setting.settled('k')).ReplicationStatus).toBe('FAILED');
    expect(await aws.replication.retry({ bucket: setting.source })).toBe(1);
    expect((await setting.settled('k')).ReplicationStatus).toBe('COMPLETED');
    aws.clock.reset();
  });

  it('a source version that is deleted while it is pending is no longer tracked', async () => {
    const setting = await fresh();
    aws.replication.pause();
    const VersionId = await setting.put('k');
    await setting.s3.send(new DeleteObjectCommand({ Bucket: setting.source, Key: 'k', VersionId }));
    aws.replication.resume();
    await aws.replication.idle();
    expect(setting.task('k').status).toBe('UNTRACKED');
    await expect(setting.replica('k')).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('injected faults: denied, and delayed on the injected clock', async () => {
    const setting = await fresh();
    aws.replication.fault(setting.destination, { kind: 'deny' });
    await setting.put('denied');
    expect(await statusAndReason(setting, 'denied')).toEqual(['FAILED', 'DstPutObjectNotPermitted']);
    aws.replication.fault(setting.destination, { kind: 'delay', seconds: 60 });
    await setting.put('late');
    expect((await setting.settled('late')).ReplicationStatus).toBe('PENDING');
    aws.clock.advance(60_000);
    await aws.clock.settle();
    expect((await setting.settled('late')).ReplicationStatus).toBe('COMPLETED');
    aws.clock.reset();
  });

  it('a rule is followed as it was when the version was written', async () => {
    const setting = await fresh();
    aws.replication.pause();
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
    aws.replication.resume();
    expect(await statusAndReason(setting)).toEqual(['COMPLETED', undefined]);
    expect((await setting.replica('k')).ReplicationStatus).toBe('REPLICA');
  });
});

describe('later changes of a replicated version', () => {
  const tag = (
    setting: ReplicationSetting,
    Value: string,
    { s3 = setting.s3, Bucket = setting.source } = {},
  ) =>
    s3.send(
      new PutObjectTaggingCommand({ Bucket, Key: 'k', Tagging: { TagSet: [{ Key: 'colour', Value }] } }),
    );
  const tagsOf = async (
    setting: ReplicationSetting,
    { s3 = setting.remote, Bucket = setting.destination } = {},
  ) => (await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'k' }))).TagSet;

  it('of its tags are carried over, and it is PENDING meanwhile', async () => {
    const setting = await fresh();
    await setting.put('k', { Tagging: 'colour=red' });
    await setting.settled('k');
    aws.replication.pause();
    await tag(setting, 'blue');
    expect((await setting.settled('k')).ReplicationStatus).toBe('PENDING');
    aws.replication.resume();
    expect((await setting.settled('k')).ReplicationStatus).toBe('COMPLETED');
    expect(await tagsOf(setting)).toEqual([{ Key: 'colour', Value: 'blue' }]);
    expect((await setting.replica('k')).ReplicationStatus).toBe('REPLICA');
  });

  it('of its encryption stay at the source, as the page of UpdateObjectEncryption says', async () => {
    const setting = await fresh();
    await setting.putSealed('k');
    await setting.settled('k');
    const KMSKeyArn = await createKey(aws.kms());
    await setting.s3.send(
      new UpdateObjectEncryptionCommand({
        Bucket: setting.source,
        Key: 'k',
        ObjectEncryption: { SSEKMS: { KMSKeyArn } },
      }),
    );
    expect(await setting.settled('k')).toMatchObject({
      SSEKMSKeyId: KMSKeyArn,
      ReplicationStatus: 'COMPLETED',
    });
    expect(await setting.replica('k')).toMatchObject({
      SSEKMSKeyId: setting.replicaKey,
      ReplicationStatus: 'REPLICA',
    });
  });

  it('do not admit a version that was not admitted when it was written', async () => {
    const setting = await setReplicationUp(aws);
    await setting.configure({ ...setting.pageRule(), Filter: { Tag: { Key: 'colour', Value: 'blue' } } });
    await setting.put('k');
    await tag(setting, 'blue');
    expect((await setting.settled('k')).ReplicationStatus).toBeUndefined();
  });

  it('of a replica stay there, unless ReplicaModifications sends them back', async () => {
    const setting = await fresh();
    await setting.put('k', { Tagging: 'colour=red' });
    await setting.settled('k');
    const { remote, destination, source, s3, role, sourceKey } = setting;
    const back = { s3: remote, Bucket: destination };
    await tag(setting, 'green', back);
    await aws.replication.idle();
    expect(await tagsOf(setting, { s3, Bucket: source })).toEqual([{ Key: 'colour', Value: 'red' }]);

    await setting.setPolicy({
      back: allow(['s3:*'], `arn:aws:s3:::${destination}`),
      backRead: allow(['s3:*'], `arn:aws:s3:::${destination}/*`),
      backWrite: allow(['s3:ReplicateObject', 's3:ReplicateTags'], `arn:aws:s3:::${source}/*`),
    });
    await remote.send(
      new PutBucketReplicationCommand({
        Bucket: destination,
        ReplicationConfiguration: {
          Role: role,
          Rules: [
            {
              Status: 'Enabled',
              Priority: 1,
              Filter: {},
              DeleteMarkerReplication: { Status: 'Disabled' },
              SourceSelectionCriteria: {
                SseKmsEncryptedObjects: { Status: 'Enabled' },
                ReplicaModifications: { Status: 'Enabled' },
              },
              Destination: {
                Bucket: `arn:aws:s3:::${source}`,
                EncryptionConfiguration: { ReplicaKmsKeyID: sourceKey },
              },
            },
          ],
        },
      }),
    );
    await tag(setting, 'blue', back);
    await aws.replication.idle();
    expect(await tagsOf(setting, { s3, Bucket: source })).toEqual([{ Key: 'colour', Value: 'blue' }]);
    expect((await setting.replica('k')).ReplicationStatus).toBe('REPLICA');
  });
});

describe('Object Lock', () => {
  const until = new Date('2099-01-01T00:00:00Z');
  const locked = { ObjectLockMode: 'GOVERNANCE' as const, ObjectLockRetainUntilDate: until };
  const withLock = async (destinationToo: boolean): Promise<ReplicationSetting> => {
    const setting = await setReplicationUp(aws);
    const enable = (s3: ReplicationSetting['s3'], Bucket: string) =>
      s3.send(
        new PutObjectLockConfigurationCommand({
          Bucket,
          ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' },
        }),
      );
    await enable(setting.s3, setting.source);
    if (destinationToo) await enable(setting.remote, setting.destination);
    await setting.configure();
    return setting;
  };
  const grants = ({ source, destination }: ReplicationSetting) => ({
    lockRead: allow(['s3:GetObjectRetention', 's3:GetObjectLegalHold'], `arn:aws:s3:::${source}/*`),
    lockWrite: allow(['s3:PutObjectRetention', 's3:PutObjectLegalHold'], `arn:aws:s3:::${destination}/*`),
  });

  it('retention and legal hold travel with the object', async () => {
    const setting = await withLock(true);
    await setting.setPolicy(grants(setting));
    await setting.put('k', { ...locked, ObjectLockLegalHoldStatus: 'ON' });
    expect(await statusAndReason(setting)).toEqual(['COMPLETED', undefined]);
    expect(await setting.replica('k')).toMatchObject({ ...locked, ObjectLockLegalHoldStatus: 'ON' });
  });

  it('each needs its own permission, on either side, and a destination with Object Lock', async () => {
    const setting = await withLock(true);
    await setting.put('k', locked);
    expect(await statusAndReason(setting)).toEqual(['FAILED', 'SrcGetRetentionNotPermitted']);
    await setting.setPolicy({ ...grants(setting), lockWrite: undefined });
    await setting.put('k2', locked);
    expect(await statusAndReason(setting, 'k2')).toEqual(['FAILED', 'DstPutRetentionNotPermitted']);
    await setting.put('k3', { ObjectLockLegalHoldStatus: 'ON' });
    expect(await statusAndReason(setting, 'k3')).toEqual(['FAILED', 'DstPutLegalHoldNotPermitted']);
    const bare = await withLock(false);
    await bare.setPolicy(grants(bare));
    await bare.put('k', locked);
    expect(await statusAndReason(bare)).toEqual(['FAILED', 'DstBucketObjectLockConfigMissing']);
  });
});

describe('the owner of a replica', () => {
  const account = '111111111111';
  const destinationAccount = '222222222222';

  it('is the destination’s account where the rule overrides it, given leave', async () => {
    const setting = await setReplicationUp(aws, { account, destinationAccount });
    const { remote, destination, role } = setting;
    const open = (...Action: string[]) =>
      remote.send(
        new PutBucketPolicyCommand({
          Bucket: destination,
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: role },
                Action,
                Resource: `arn:aws:s3:::${destination}/*`,
              },
            ],
          }),
        }),
      );
    await remote.send(
      new PutBucketOwnershipControlsCommand({
        Bucket: destination,
        OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
      }),
    );
    const rule = setting.pageRule();
    await setting.configure({
      ...rule,
      Destination: {
        ...rule.Destination,
        Bucket: `arn:aws:s3:::${destination}`,
        Account: destinationAccount,
        AccessControlTranslation: { Owner: 'Destination' },
      },
    });
    await open('s3:ReplicateObject');
    await setting.put('k');
    expect(await statusAndReason(setting)).toEqual(['FAILED', 'DstPutObjectNotPermitted']);
    expect(setting.task('k').explanation).toContain('s3:ObjectOwnerOverrideToBucketOwner');
    await open('s3:ReplicateObject', 's3:ObjectOwnerOverrideToBucketOwner');
    await setting.setPolicy({
      override: allow(['s3:ObjectOwnerOverrideToBucketOwner'], `arn:aws:s3:::${destination}/*`),
    });
    await setting.put('k2');
    expect(await statusAndReason(setting, 'k2')).toEqual(['COMPLETED', undefined]);
    const bucketAcl = await remote.send(new GetBucketAclCommand({ Bucket: destination }));
    const acl = await remote.send(new GetObjectAclCommand({ Bucket: destination, Key: 'k2' }));
    expect(acl.Owner).toEqual(bucketAcl.Owner);
  });
});
