// Condition keys that policies of replication roles ask for, and objects that are not the bucket owner's to read.
import {
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { ReplicationSetting, Statement } from '../../support/replication.ts';
import { replicationSuite, statusAndReason } from '../../support/replication-suite.ts';

const suite = replicationSuite();
const { fresh } = suite;

/** One statement of the page's policy, held to a condition. */
const held = (setting: ReplicationSetting, name: 'read' | 'write', Condition: object) => {
  const statement = setting.pagePolicy()[name];
  if (!statement) throw new Error(`the page’s policy has no statement ${name}`);
  return { [name]: { ...statement, Condition } };
};

describe('the role’s policy', () => {
  it('may hold s3:ReplicateObject to the replica’s encryption and key', async () => {
    const setting = await fresh();
    const encryption = (key: string) => ({
      StringLikeIfExists: {
        's3:x-amz-server-side-encryption': ['aws:kms', 'aws:kms:dsse', 'AES256'],
        's3:x-amz-server-side-encryption-aws-kms-key-id': [key],
      },
    });
    await setting.setPolicy(held(setting, 'write', encryption(setting.replicaKey)));
    await setting.putSealed('right');
    expect(await statusAndReason(setting, 'right')).toEqual(['COMPLETED', undefined]);
    await setting.setPolicy(held(setting, 'write', encryption(setting.sourceKey)));
    await setting.putSealed('wrong');
    expect(await statusAndReason(setting, 'wrong')).toEqual(['FAILED', 'DstPutObjectNotPermitted']);
    await setting.put('without');
    expect(await statusAndReason(setting, 'without')).toEqual(['COMPLETED', undefined]);
  });

  it('may hold the reading of ACLs to the object’s tags', async () => {
    const setting = await fresh();
    const readAcl: Statement = {
      Effect: 'Allow',
      Action: 's3:GetObjectVersionAcl',
      Resource: `arn:aws:s3:::${setting.source}/*`,
      Condition: { StringEquals: { 's3:ExistingObjectTag/replicate': 'yes' } },
    };
    const { read } = setting.pagePolicy();
    await setting.setPolicy({
      ...(read && { read: { ...read, Action: 's3:GetObjectVersionForReplication' } }),
      readAcl,
    });
    await setting.put('yes', { Tagging: 'replicate=yes' });
    expect(await statusAndReason(setting, 'yes')).toEqual(['COMPLETED', undefined]);
    await setting.put('no', { Tagging: 'replicate=no' });
    expect(await statusAndReason(setting, 'no')).toEqual(['FAILED', 'SrcGetAclNotPermitted']);
  });

  it('may hold s3:PutObjectRetention to a mode', async () => {
    const setting = await fresh();
    for (const [s3, Bucket] of [
      [setting.s3, setting.source],
      [setting.remote, setting.destination],
    ] as const) {
      const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' } as const;
      await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
    }
    await setting.setPolicy({
      lockRead: {
        Effect: 'Allow',
        Action: 's3:GetObjectRetention',
        Resource: `arn:aws:s3:::${setting.source}/*`,
      },
      lockWrite: {
        Effect: 'Allow',
        Action: 's3:PutObjectRetention',
        Resource: `arn:aws:s3:::${setting.destination}/*`,
        Condition: { StringEquals: { 's3:object-lock-mode': 'GOVERNANCE' } },
      },
    });
    const ObjectLockRetainUntilDate = new Date('2099-01-01T00:00:00Z');
    await setting.put('governed', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate });
    expect(await statusAndReason(setting, 'governed')).toEqual(['COMPLETED', undefined]);
    await setting.put('compliant', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate });
    expect(await statusAndReason(setting, 'compliant')).toEqual(['FAILED', 'DstPutRetentionNotPermitted']);
  });
});

describe('an object that another account wrote', () => {
  it.each([
    ['is not replicated where its ACL keeps the bucket’s owner out', undefined, 'SrcGetObjectNotPermitted'],
    ['nor where the owner may not read the ACL', 'bucket-owner-read', 'SrcGetAclNotPermitted'],
    ['is, where the owner has full control', 'bucket-owner-full-control', undefined],
  ] as const)('%s', async (_, ACL, reason) => {
    const setting = await fresh();
    const Bucket = setting.source;
    await setting.s3.send(
      new PutBucketOwnershipControlsCommand({
        Bucket,
        OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
      }),
    );
    const Statement = [
      {
        Effect: 'Allow',
        Principal: { AWS: '333333333333' },
        Action: ['s3:PutObject', 's3:PutObjectAcl'],
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    ];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await setting.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const stranger = suite.aws.s3({ account: '333333333333' });
    await stranger.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'foreign', ...(ACL && { ACL }) }));
    await suite.aws.replication.idle();
    expect(setting.task('k')).toMatchObject({ status: reason ? 'FAILED' : 'COMPLETED' });
    expect(setting.task('k').failureReason).toBe(reason);
  });
});
