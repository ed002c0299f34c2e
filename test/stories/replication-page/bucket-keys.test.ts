// "S3 Bucket Keys and replication", sentence by sentence.
import { PutBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { ReplicationSetting } from '../../support/replication.ts';
import { replicationSuite } from '../../support/replication-suite.ts';
import { bodyIn, generateFor, leaveUnencrypted, useDefaultEncryption } from './page.ts';

const suite = replicationSuite();
const { fresh } = suite;

describe('S3 Bucket Keys and replication', () => {
  const onBuckets = (setting: ReplicationSetting) => {
    const { decrypt, encrypt } = setting.pagePolicy();
    const context = (bucket: string) => ({
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': [`arn:aws:s3:::${bucket}`] },
    });
    return {
      decrypt: { ...(decrypt as NonNullable<typeof decrypt>), Condition: context(setting.source) },
      encrypt: { ...(encrypt as NonNullable<typeof encrypt>), Condition: context(setting.destination) },
      proof: {
        Effect: 'Allow' as const,
        Action: 'kms:Decrypt',
        Resource: setting.replicaKey,
        Condition: context(setting.destination),
      },
    };
  };

  it('the encryption context is the ARN of the bucket, not of the object', async () => {
    const setting = await fresh();
    await setting.setPolicy(onBuckets(setting));
    await setting.putSealed('shared', { BucketKeyEnabled: true });
    expect(await setting.settled('shared')).toMatchObject({
      ReplicationStatus: 'COMPLETED',
      BucketKeyEnabled: true,
    });
    expect(await setting.replica('shared')).toMatchObject({
      BucketKeyEnabled: true,
      SSEKMSKeyId: setting.replicaKey,
    });
    expect(setting.task('shared').kmsCalls.map((call) => call.encryptionContext['aws:s3:arn'])).toEqual([
      `arn:aws:s3:::${setting.source}`,
      `arn:aws:s3:::${setting.destination}`,
      `arn:aws:s3:::${setting.destination}`,
    ]);
    expect(await bodyIn(setting, 'shared')).toBe('body of shared');
  });

  it('a bucket key that the source bucket’s default asks for is one, too', async () => {
    const setting = await fresh();
    await setting.setPolicy(onBuckets(setting));
    await setting.s3.send(
      new PutBucketEncryptionCommand({
        Bucket: setting.source,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: setting.sourceKey,
              },
              BucketKeyEnabled: true,
            },
          ],
        },
      }),
    );
    await setting.put('by default');
    expect(await setting.settled('by default')).toMatchObject({
      ReplicationStatus: 'COMPLETED',
      SSEKMSKeyId: setting.sourceKey,
      BucketKeyEnabled: true,
    });
    expect((await setting.replica('by default')).BucketKeyEnabled).toBe(true);
  });

  it('a replica has one where its source has: the destination’s default is not asked', async () => {
    const setting = await fresh();
    await useDefaultEncryption(setting, 'aws:kms', setting.replicaKey, true);
    await setting.putSealed('alone');
    expect((await setting.settled('alone')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.replica('alone')).BucketKeyEnabled).toBeUndefined();
    expect(setting.task('alone').kmsCalls.map((call) => call.encryptionContext['aws:s3:arn'])).toEqual([
      `arn:aws:s3:::${setting.source}/alone`,
      `arn:aws:s3:::${setting.destination}/alone`,
    ]);
  });

  it('unencrypted objects come under a bucket key where the destination’s default has one', async () => {
    const setting = await fresh();
    await leaveUnencrypted(suite.aws, setting);
    await useDefaultEncryption(setting, 'aws:kms', setting.replicaKey, true);
    await setting.setPolicy({ generate: generateFor(setting, '') });
    await setting.put('unproved');
    expect((await setting.settled('unproved')).ReplicationStatus).toBe('FAILED');
    await setting.setPolicy({ generate: generateFor(setting, ''), proof: onBuckets(setting).proof });
    await setting.put('plain');
    expect((await setting.settled('plain')).ReplicationStatus).toBe('COMPLETED');
    expect(await setting.replica('plain')).toMatchObject({ BucketKeyEnabled: true });
    const context = { 'aws:s3:arn': `arn:aws:s3:::${setting.destination}` };
    expect(
      setting
        .task('plain')
        .kmsCalls.map(({ operation, encryptionContext }) => [operation, encryptionContext]),
    ).toEqual([
      ['GenerateDataKey', context],
      ['Decrypt', context],
    ]);
  });

  it('policies that name objects in the context do not fit objects under a bucket key', async () => {
    const setting = await fresh();
    await setting.putSealed('shared', { BucketKeyEnabled: true });
    expect((await setting.settled('shared')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('shared').failureReason).toBe('SrcGetObjectNotPermitted');
  });

  it('kms:Decrypt on the replica’s key is needed, to prove the bucket key', async () => {
    const setting = await fresh();
    await setting.setPolicy({ ...onBuckets(setting), proof: undefined });
    await setting.putSealed('shared', { BucketKeyEnabled: true });
    expect((await setting.settled('shared')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('shared')).toMatchObject({
      failureReason: 'DstPutObjectNotPermitted',
      explanation: expect.stringContaining('kms:Decrypt'),
    });
  });
});
