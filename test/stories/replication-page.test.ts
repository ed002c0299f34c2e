// The page "Replicating objects created with server-side encryption (SSE-C, SSE-S3, SSE-KMS, DSSE-KMS)",
// told sentence by sentence (its Italian edition is ../shared/seeds/003_35b59767294adba7.txt).
import { createHash, randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DESTINATION_REGION,
  type ReplicationSetting,
  SOURCE_REGION,
  type Statement,
  setReplicationUp,
} from '../support/replication.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const fresh = async (options?: Parameters<typeof setReplicationUp>[1]): Promise<ReplicationSetting> => {
  const setting = await setReplicationUp(aws, options);
  await setting.configure();
  return setting;
};

const bodyIn = async ({ remote, destination }: ReplicationSetting, Key: string, input = {}) => {
  const { Body } = await remote.send(new GetObjectCommand({ Bucket: destination, Key, ...input }));
  return text(Body as NodeJS.ReadableStream);
};

const useDefaultEncryption = (
  { remote, destination }: ReplicationSetting,
  SSEAlgorithm: 'aws:kms' | 'aws:kms:dsse' | 'AES256',
  KMSMasterKeyID?: string,
  BucketKeyEnabled = false,
) =>
  remote.send(
    new PutBucketEncryptionCommand({
      Bucket: destination,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm, ...(KMSMasterKeyID && { KMSMasterKeyID }) },
            ...(BucketKeyEnabled && { BucketKeyEnabled }),
          },
        ],
      },
    }),
  );

/** AWS makes no unencrypted object any more, but those of before 2023 are there: the control API makes some. */
const leaveUnencrypted = async ({ source }: ReplicationSetting) => {
  const { statusCode, body } = await request(`${aws.url}/_waxseal/s3/unencrypted`, {
    method: 'POST',
    body: JSON.stringify({ bucket: source, unencrypted: true }),
  });
  expect([statusCode, await body.json()]).toEqual([200, { bucket: source, unencrypted: true }]);
};

/** The permission that unencrypted objects need, for the destination's encryption context and key. */
function generateFor({ replicaKey, destination }: ReplicationSetting, objects = '/*'): Statement {
  return {
    Effect: 'Allow',
    Action: 'kms:GenerateDataKey',
    Resource: replicaKey,
    Condition: {
      StringLike: {
        'kms:ViaService': `s3.${DESTINATION_REGION}.amazonaws.com`,
        'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${destination}${objects}`,
      },
    },
  };
}

describe('since 5 January 2023 every new object is encrypted', () => {
  it('with SSE-S3 where nobody says otherwise, and the answer of the API says so', async () => {
    const setting = await fresh();
    await setting.put('plain');
    expect((await setting.settled('plain')).ServerSideEncryption).toBe('AES256');
    expect(await setting.replica('plain')).toMatchObject({
      ServerSideEncryption: 'AES256',
      ReplicationStatus: 'REPLICA',
    });
  });
});

describe('how default encryption of the destination bucket affects replication', () => {
  it('objects under SSE-S3 keep SSE-S3: the default settings of the destination are not used', async () => {
    const setting = await fresh();
    await useDefaultEncryption(setting, 'aws:kms', setting.replicaKey);
    await setting.put('sse-s3');
    const source = await setting.settled('sse-s3');
    const replica = await setting.replica('sse-s3');
    expect(source.ReplicationStatus).toBe('COMPLETED');
    expect(replica.ServerSideEncryption).toBe('AES256');
    expect(replica.ETag).toBe(source.ETag);
  });

  it('objects under SSE-KMS keep SSE-KMS, under the rule’s key and not the default’s', async () => {
    const setting = await fresh();
    await useDefaultEncryption(setting, 'AES256');
    await setting.putSealed('sealed');
    const source = await setting.settled('sealed');
    expect(source).toMatchObject({ ReplicationStatus: 'COMPLETED', SSEKMSKeyId: setting.sourceKey });
    const replica = await setting.replica('sealed');
    expect(replica).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: setting.replicaKey,
      ReplicationStatus: 'REPLICA',
    });
    expect(replica.VersionId).toBe(source.VersionId);
    expect(replica.ETag).toBe(source.ETag);
    expect(await bodyIn(setting, 'sealed')).toBe('body of sealed');
  });

  it('unencrypted objects are encrypted by the destination’s default, SSE-S3 where it has none', async () => {
    const setting = await fresh();
    await leaveUnencrypted(setting);
    await setting.put('plain');
    const source = await setting.settled('plain');
    expect(source.ReplicationStatus).toBe('COMPLETED');
    expect(source.ServerSideEncryption).toBeUndefined();
    expect((await setting.replica('plain')).ServerSideEncryption).toBe('AES256');
    expect(await bodyIn(setting, 'plain')).toBe('body of plain');
  });

  it.each(['aws:kms', 'aws:kms:dsse'] as const)(
    'under a default of %s their ETags differ from the source objects’',
    async (algorithm) => {
      const setting = await fresh();
      await leaveUnencrypted(setting);
      await useDefaultEncryption(setting, algorithm, setting.replicaKey);
      await setting.setPolicy({ generate: generateFor(setting) });
      await setting.put('plain');
      const source = await setting.settled('plain');
      expect(source.ReplicationStatus).toBe('COMPLETED');
      expect(source.ETag).toBe(`"${createHash('md5').update('body of plain').digest('hex')}"`);
      const replica = await setting.replica('plain');
      expect(replica).toMatchObject({ ServerSideEncryption: algorithm, SSEKMSKeyId: setting.replicaKey });
      expect(replica.VersionId).toBe(source.VersionId);
      expect(replica.ETag).toMatch(/^"[0-9a-f]{32}"$/);
      expect(replica.ETag).not.toBe(source.ETag);
      expect(await bodyIn(setting, 'plain')).toBe('body of plain');
    },
  );

  it('objects under DSSE-KMS keep DSSE-KMS', async () => {
    const setting = await fresh();
    await setting.putSealed('twice', { ServerSideEncryption: 'aws:kms:dsse' });
    expect((await setting.settled('twice')).ReplicationStatus).toBe('COMPLETED');
    expect(await setting.replica('twice')).toMatchObject({
      ServerSideEncryption: 'aws:kms:dsse',
      SSEKMSKeyId: setting.replicaKey,
    });
    expect(await bodyIn(setting, 'twice')).toBe('body of twice');
  });
});

describe('replicating objects encrypted with SSE-C', () => {
  const key = randomBytes(32);
  const customer = {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };

  it('is configured as for unencrypted objects, and needs no permission beyond', async () => {
    const setting = await fresh();
    await setting.setPolicy({ decrypt: undefined, encrypt: undefined });
    await setting.put('mine', customer);
    await aws.replication.idle();
    expect(setting.task('mine')).toMatchObject({ status: 'COMPLETED', kmsCalls: [] });
  });

  it('the same customer key opens the replica, and nothing opens it without', async () => {
    const setting = await fresh();
    const large = randomBytes(200_000).toString('hex');
    await setting.put('mine', customer);
    await setting.put('mine-large', { ...customer, Body: large });
    await aws.replication.idle();
    expect(await bodyIn(setting, 'mine', customer)).toBe('body of mine');
    expect(await bodyIn(setting, 'mine-large', customer)).toBe(large);
    await expect(bodyIn(setting, 'mine')).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  it('a destination that blocks SSE-C refuses the replica', async () => {
    const setting = await fresh();
    await setting.remote.send(
      new PutBucketEncryptionCommand({
        Bucket: setting.destination,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
              BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
            },
          ],
        },
      }),
    );
    await setting.put('mine', customer);
    await aws.replication.idle();
    expect(setting.task('mine')).toMatchObject({
      status: 'FAILED',
      failureReason: 'DstPutObjectNotPermitted',
    });
  });
});

describe('replicating objects encrypted with SSE-S3, SSE-KMS or DSSE-KMS', () => {
  it('by default, objects under SSE-KMS or DSSE-KMS are not replicated, and have no status', async () => {
    const setting = await setReplicationUp(aws);
    const { SourceSelectionCriteria: _, ...rule } = setting.pageRule();
    await setting.configure({ ...rule, Destination: { Bucket: `arn:aws:s3:::${setting.destination}` } });
    await setting.putSealed('sealed');
    await setting.putSealed('twice', { ServerSideEncryption: 'aws:kms:dsse' });
    await setting.put('plain');
    expect((await setting.settled('sealed')).ReplicationStatus).toBeUndefined();
    expect((await setting.settled('twice')).ReplicationStatus).toBeUndefined();
    expect((await setting.settled('plain')).ReplicationStatus).toBe('COMPLETED');
    await expect(setting.replica('sealed')).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('one opts in with SourceSelectionCriteria and names the replicas’ key in the Destination', async () => {
    const setting = await fresh();
    await setting.putSealed('sealed');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('COMPLETED');
  });

  it('the rule of the example applies to keys with the prefix Tax', async () => {
    const setting = await setReplicationUp(aws);
    await setting.configure({ ...setting.pageRule(), Filter: { Prefix: 'Tax' } });
    await setting.putSealed('Tax/2026');
    await setting.putSealed('Other/2026');
    expect((await setting.settled('Tax/2026')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.settled('Other/2026')).ReplicationStatus).toBeUndefined();
  });

  it('the key may be named by its alias’s ARN', async () => {
    const setting = await setReplicationUp(aws);
    const AliasName = 'alias/replicas';
    await setting.remoteKms.send(new CreateAliasCommand({ AliasName, TargetKeyId: setting.replicaKey }));
    const rule = setting.pageRule();
    await setting.configure({
      ...rule,
      Destination: {
        Bucket: `arn:aws:s3:::${setting.destination}`,
        EncryptionConfiguration: {
          ReplicaKmsKeyID: `arn:aws:kms:${DESTINATION_REGION}:000000000000:${AliasName}`,
        },
      },
    });
    await setting.putSealed('sealed');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.replica('sealed')).SSEKMSKeyId).toBe(setting.replicaKey);
  });

  const withKey = async (setting: ReplicationSetting, ReplicaKmsKeyID: string) => {
    await setting.setPolicy({
      everyKey: { Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' },
    });
    await setting.configure({
      ...setting.pageRule(),
      Destination: {
        Bucket: `arn:aws:s3:::${setting.destination}`,
        EncryptionConfiguration: { ReplicaKmsKeyID },
      },
    });
    await setting.putSealed('sealed');
    const { ReplicationStatus } = await setting.settled('sealed');
    return { status: ReplicationStatus, reason: setting.task('sealed').failureReason };
  };

  it('the key must be in the region of the destination buckets', async () => {
    const setting = await setReplicationUp(aws);
    expect(await withKey(setting, setting.sourceKey)).toEqual({
      status: 'FAILED',
      reason: 'DstKmsKeyNotFound',
    });
  });

  it('PutBucketReplication does not check the key: an invalid one gives 200 and replication fails', async () => {
    const setting = await setReplicationUp(aws);
    const missing = `arn:aws:kms:${DESTINATION_REGION}:000000000000:key/11111111-2222-3333-4444-555555555555`;
    expect(await withKey(setting, missing)).toEqual({ status: 'FAILED', reason: 'DstKmsKeyNotFound' });
  });

  it('a disabled key fails too', async () => {
    const setting = await setReplicationUp(aws);
    await setting.remoteKms.send(new DisableKeyCommand({ KeyId: setting.replicaKey }));
    expect(await withKey(setting, setting.replicaKey)).toEqual({
      status: 'FAILED',
      reason: 'DstKmsKeyInvalidState',
    });
  });

  it('and so does a key that is not symmetric', async () => {
    const setting = await setReplicationUp(aws);
    const { KeyMetadata } = await setting.remoteKms.send(
      new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }),
    );
    expect(await withKey(setting, KeyMetadata?.Arn ?? '')).toMatchObject({ status: 'FAILED' });
  });

  it('multi-Region keys are treated as single-Region keys', async () => {
    const setting = await setReplicationUp(aws);
    const { KeyMetadata } = await setting.kms.send(new CreateKeyCommand({ MultiRegion: true }));
    expect(await withKey(setting, KeyMetadata?.Arn ?? '')).toEqual({
      status: 'FAILED',
      reason: 'DstKmsKeyNotFound',
    });
  });
});

describe('granting additional permissions for the IAM role', () => {
  it('s3:GetObjectVersionForReplication alone does for every kind of object', async () => {
    const setting = await fresh();
    await setting.put('plain');
    await setting.putSealed('sealed');
    expect((await setting.settled('plain')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('COMPLETED');
  });

  it('s3:GetObjectVersion lets SSE-S3 objects travel, but not those under KMS keys', async () => {
    const setting = await fresh();
    await setting.setPolicy({
      read: {
        Effect: 'Allow',
        Action: ['s3:GetObjectVersion', 's3:GetObjectVersionAcl'],
        Resource: `arn:aws:s3:::${setting.source}/*`,
      },
    });
    await setting.put('plain');
    await setting.putSealed('sealed');
    await setting.putSealed('twice', { ServerSideEncryption: 'aws:kms:dsse' });
    expect((await setting.settled('plain')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('FAILED');
    expect((await setting.settled('twice')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('sealed').failureReason).toBe('SrcGetObjectNotPermitted');
  });

  it('kms:Decrypt must be granted for the key of the source object', async () => {
    const setting = await fresh();
    await setting.setPolicy({ decrypt: undefined });
    await setting.putSealed('sealed');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('sealed')).toMatchObject({
      failureReason: 'SrcGetObjectNotPermitted',
      explanation: expect.stringContaining('kms:Decrypt'),
    });
  });

  it('kms:Encrypt must be granted for the key of the replica', async () => {
    const setting = await fresh();
    await setting.setPolicy({ encrypt: undefined });
    await setting.putSealed('sealed');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('sealed')).toMatchObject({
      failureReason: 'DstPutObjectNotPermitted',
      explanation: expect.stringContaining('kms:Encrypt'),
    });
  });

  it('kms:GenerateDataKey must be granted for plaintext objects and a default of SSE-KMS', async () => {
    const setting = await fresh();
    await leaveUnencrypted(setting);
    await useDefaultEncryption(setting, 'aws:kms', setting.replicaKey);
    await setting.put('plain');
    expect((await setting.settled('plain')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('plain')).toMatchObject({
      failureReason: 'DstPutObjectNotPermitted',
      kmsCalls: [
        { operation: 'GenerateDataKey', region: DESTINATION_REGION, error: 'AccessDeniedException' },
      ],
    });
    await setting.setPolicy({ decrypt: undefined, encrypt: undefined, generate: generateFor(setting) });
    await setting.put('allowed');
    expect((await setting.settled('allowed')).ReplicationStatus).toBe('COMPLETED');
    expect(setting.task('allowed').kmsCalls).toEqual([
      {
        operation: 'GenerateDataKey',
        keyId: setting.replicaKey,
        region: DESTINATION_REGION,
        encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${setting.destination}/allowed` },
      },
    ]);
  });

  it('the two calls that KMS sees name the objects in their context, each in its own region', async () => {
    const setting = await fresh();
    await setting.putSealed('sealed');
    await aws.replication.idle();
    expect(setting.task('sealed').kmsCalls).toEqual([
      {
        operation: 'Decrypt',
        keyId: setting.sourceKey,
        region: SOURCE_REGION,
        encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${setting.source}/sealed` },
      },
      {
        operation: 'Encrypt',
        keyId: setting.replicaKey,
        region: DESTINATION_REGION,
        encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${setting.destination}/sealed` },
      },
    ]);
  });

  it('the permissions can be held to destination objects by the condition keys of KMS', async () => {
    const setting = await fresh();
    const { encrypt } = setting.pagePolicy();
    await setting.setPolicy({
      encrypt: {
        ...(encrypt as NonNullable<typeof encrypt>),
        Condition: {
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${setting.destination}/open/*` },
        },
      },
    });
    await setting.putSealed('open/1');
    await setting.putSealed('closed/1');
    expect((await setting.settled('open/1')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.settled('closed/1')).ReplicationStatus).toBe('FAILED');
  });

  it('a grant for another kms:ViaService is none', async () => {
    const setting = await fresh();
    const { decrypt } = setting.pagePolicy();
    await setting.setPolicy({
      decrypt: {
        ...(decrypt as NonNullable<typeof decrypt>),
        Condition: { StringLike: { 'kms:ViaService': 's3.ap-south-1.amazonaws.com' } },
      },
    });
    await setting.putSealed('sealed');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('FAILED');
  });
});

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

  it('unencrypted objects come under a bucket key where the destination’s default has one', async () => {
    const setting = await fresh();
    await leaveUnencrypted(setting);
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

describe('granting additional permissions for cross-account scenarios', () => {
  const account = '111111111111';
  const destinationAccount = '222222222222';

  const openBucket = (setting: ReplicationSetting) =>
    setting.remote.send(
      new PutBucketPolicyCommand({
        Bucket: setting.destination,
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: setting.role },
              Action: ['s3:ReplicateObject', 's3:ReplicateDelete'],
              Resource: `arn:aws:s3:::${setting.destination}/*`,
            },
          ],
        }),
      }),
    );
  const openKey = (setting: ReplicationSetting) =>
    setting.remoteKms.send(
      new PutKeyPolicyCommand({
        KeyId: setting.replicaKey,
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${destinationAccount}:root` },
              Action: 'kms:*',
              Resource: '*',
            },
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${account}:root` },
              Action: ['kms:Encrypt'],
              Resource: '*',
            },
          ],
        }),
      }),
    );

  it('the owner of the destination bucket must let the role in', async () => {
    const setting = await fresh({ account, destinationAccount });
    await openKey(setting);
    await setting.put('plain');
    expect((await setting.settled('plain')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('plain').failureReason).toBe('DstPutObjectNotPermitted');
    await openBucket(setting);
    await setting.put('plain-2');
    expect((await setting.settled('plain-2')).ReplicationStatus).toBe('COMPLETED');
  });

  it('the owner of the key must grant its use to the owner of the source bucket', async () => {
    const setting = await fresh({ account, destinationAccount });
    await openBucket(setting);
    await setting.putSealed('sealed');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('sealed').failureReason).toBe('DstPutObjectNotPermitted');
    await openKey(setting);
    await setting.putSealed('sealed-2');
    expect((await setting.settled('sealed-2')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.replica('sealed-2')).SSEKMSKeyId).toBe(setting.replicaKey);
  });

  it('AWS managed keys cannot be shared across accounts: their policy cannot be changed', async () => {
    const setting = await setReplicationUp(aws, { account, destinationAccount });
    await openBucket(setting);
    await setting.setPolicy({ everyKey: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } });
    // The other account's aws/s3 key comes to be with its first use.
    await useDefaultEncryption(setting, 'aws:kms');
    const { PutObjectCommand } = await import('@aws-sdk/client-s3');
    await setting.remote.send(new PutObjectCommand({ Bucket: setting.destination, Key: 'own', Body: 'x' }));
    const { SSEKMSKeyId } = await setting.remote.send(
      new HeadObjectCommand({ Bucket: setting.destination, Key: 'own' }),
    );
    await setting.configure({
      ...setting.pageRule(),
      Destination: {
        Bucket: `arn:aws:s3:::${setting.destination}`,
        EncryptionConfiguration: { ReplicaKmsKeyID: SSEKMSKeyId ?? '' },
      },
    });
    await setting.putSealed('sealed');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('sealed').failureReason).toBe('DstPutObjectNotPermitted');
  });
});

describe('AWS KMS transaction quotas', () => {
  it('a throttled object stays PENDING and is replicated when the throttling is over', async () => {
    const setting = await fresh();
    aws.replication.fault(setting.destination, { kind: 'throttle' });
    await setting.putSealed('sealed');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('PENDING');
    aws.replication.fault(setting.destination, undefined);
    aws.clock.advance(300_000);
    await aws.clock.settle();
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('COMPLETED');
  });
});

// Told elsewhere: the replication of existing objects (batch-replication.test.ts). Not built:
// - The status of automatic encryption in S3 Inventory and S3 Storage Lens.
