// What else of a version replication carries, and later: its changes, its lock, its owner.
import {
  GetBucketAclCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutObjectLockConfigurationCommand,
  PutObjectTaggingCommand,
  UpdateObjectEncryptionCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createKey, type ReplicationSetting, setReplicationUp } from '../../support/replication.ts';
import { allow, replicationSuite, statusAndReason } from '../../support/replication-suite.ts';

const suite = replicationSuite();
const { fresh } = suite;

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
    suite.aws.replication.pause();
    await tag(setting, 'blue');
    expect((await setting.settled('k')).ReplicationStatus).toBe('PENDING');
    suite.aws.replication.resume();
    expect((await setting.settled('k')).ReplicationStatus).toBe('COMPLETED');
    expect(await tagsOf(setting)).toEqual([{ Key: 'colour', Value: 'blue' }]);
    expect((await setting.replica('k')).ReplicationStatus).toBe('REPLICA');
  });

  it('of its encryption stay at the source, as the page of UpdateObjectEncryption says', async () => {
    const setting = await fresh();
    await setting.putSealed('k');
    await setting.settled('k');
    const KMSKeyArn = await createKey(suite.aws.kms());
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
    const setting = await setReplicationUp(suite.aws);
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
    await suite.aws.replication.idle();
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
    await suite.aws.replication.idle();
    expect(await tagsOf(setting, { s3, Bucket: source })).toEqual([{ Key: 'colour', Value: 'blue' }]);
    expect((await setting.replica('k')).ReplicationStatus).toBe('REPLICA');
  });
});

describe('Object Lock', () => {
  const until = new Date('2099-01-01T00:00:00Z');
  const locked = { ObjectLockMode: 'GOVERNANCE' as const, ObjectLockRetainUntilDate: until };
  const withLock = async (destinationToo: boolean): Promise<ReplicationSetting> => {
    const setting = await setReplicationUp(suite.aws);
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
    const setting = await setReplicationUp(suite.aws, { account, destinationAccount });
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
    const read = (Key: string) => remote.send(new GetObjectCommand({ Bucket: destination, Key }));
    const rule = setting.pageRule();
    await setting.configure(rule);
    await open('s3:ReplicateObject');
    await setting.put('k0');
    expect(await statusAndReason(setting, 'k0')).toEqual(['COMPLETED', undefined]);
    await expect(read('k0')).rejects.toMatchObject({ name: 'AccessDenied' });

    await setting.configure({
      ...rule,
      Destination: {
        ...rule.Destination,
        Bucket: `arn:aws:s3:::${destination}`,
        Account: destinationAccount,
        AccessControlTranslation: { Owner: 'Destination' },
      },
    });
    await setting.put('k');
    expect(await statusAndReason(setting)).toEqual(['FAILED', 'DstPutObjectNotPermitted']);
    expect(setting.task('k').explanation).toContain('s3:ObjectOwnerOverrideToBucketOwner');
    await open('s3:ReplicateObject', 's3:ObjectOwnerOverrideToBucketOwner');
    await setting.setPolicy({
      override: allow(['s3:ObjectOwnerOverrideToBucketOwner'], `arn:aws:s3:::${destination}/*`),
    });
    await setting.put('k2');
    expect(await statusAndReason(setting, 'k2')).toEqual(['COMPLETED', undefined]);
    expect(await (await read('k2')).Body?.transformToString()).toBe('body of k2');
    const bucketAcl = await remote.send(new GetBucketAclCommand({ Bucket: destination }));
    const acl = await remote.send(new GetObjectAclCommand({ Bucket: destination, Key: 'k2' }));
    expect(acl.Owner).toEqual(bucketAcl.Owner);
  });
});
