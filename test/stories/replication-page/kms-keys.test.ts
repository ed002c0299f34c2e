// "Replicating objects encrypted with SSE-S3, SSE-KMS, or DSSE-KMS": what the replication configuration says, and the keys
// that it may name.
import { CreateAliasCommand, CreateKeyCommand, DisableKeyCommand } from '@aws-sdk/client-kms';
import { GetBucketReplicationCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { DESTINATION_REGION, type ReplicationSetting, setReplicationUp } from '../../support/replication.ts';
import { replicationSuite } from '../../support/replication-suite.ts';
import { signedFetch } from '../../support/signed-fetch.ts';

const suite = replicationSuite();
const { fresh } = suite;

describe('replicating objects encrypted with SSE-S3, SSE-KMS or DSSE-KMS', () => {
  it('by default, objects under SSE-KMS or DSSE-KMS are not replicated, and have no status', async () => {
    const setting = await setReplicationUp(suite.aws);
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

  it('the example of a configuration is taken word for word', async () => {
    const setting = await setReplicationUp(suite.aws);
    const body = `<?xml version="1.0" encoding="UTF-8"?> <ReplicationConfiguration> <Role>${setting.role}</Role> <Rule> <ID>Rule-1</ID> <Priority>1</Priority> <Status>Enabled</Status> <DeleteMarkerReplication> <Status>Disabled</Status> </DeleteMarkerReplication> <Filter> <Prefix>Tax</Prefix> </Filter> <Destination> <Bucket>arn:aws:s3:::${setting.destination}</Bucket> <EncryptionConfiguration> <ReplicaKmsKeyID>${setting.replicaKey}</ReplicaKmsKeyID> </EncryptionConfiguration> </Destination> <SourceSelectionCriteria> <SseKmsEncryptedObjects> <Status>Enabled</Status> </SseKmsEncryptedObjects> </SourceSelectionCriteria> </Rule> </ReplicationConfiguration>`;
    const put = await signedFetch(suite.aws, 'PUT', `/${setting.source}`, {
      query: { replication: '' },
      body,
    });
    expect([put.status, put.text]).toEqual([200, '']);
    const { ReplicationConfiguration } = await setting.s3.send(
      new GetBucketReplicationCommand({ Bucket: setting.source }),
    );
    expect(ReplicationConfiguration).toEqual({
      Role: setting.role,
      Rules: [{ ...setting.pageRule(), Filter: { Prefix: 'Tax' } }],
    });
  });

  it('the rule of the example applies to keys with the prefix Tax', async () => {
    const setting = await setReplicationUp(suite.aws);
    await setting.configure({ ...setting.pageRule(), Filter: { Prefix: 'Tax' } });
    await setting.putSealed('Tax/2026');
    await setting.putSealed('Other/2026');
    expect((await setting.settled('Tax/2026')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.settled('Other/2026')).ReplicationStatus).toBeUndefined();
  });

  it('the key may be named by its alias’s ARN', async () => {
    const setting = await setReplicationUp(suite.aws);
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
    const setting = await setReplicationUp(suite.aws);
    expect(await withKey(setting, setting.sourceKey)).toEqual({
      status: 'FAILED',
      reason: 'DstKmsKeyNotFound',
    });
  });

  it('PutBucketReplication does not check the key: an invalid one gives 200 and replication fails', async () => {
    const setting = await setReplicationUp(suite.aws);
    const missing = `arn:aws:kms:${DESTINATION_REGION}:000000000000:key/11111111-2222-3333-4444-555555555555`;
    expect(await withKey(setting, missing)).toEqual({ status: 'FAILED', reason: 'DstKmsKeyNotFound' });
  });

  it('a disabled key fails too', async () => {
    const setting = await setReplicationUp(suite.aws);
    await setting.remoteKms.send(new DisableKeyCommand({ KeyId: setting.replicaKey }));
    expect(await withKey(setting, setting.replicaKey)).toEqual({
      status: 'FAILED',
      reason: 'DstKmsKeyInvalidState',
    });
  });

  it('and so does a key that is not symmetric', async () => {
    const setting = await setReplicationUp(suite.aws);
    const { KeyMetadata } = await setting.remoteKms.send(
      new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }),
    );
    expect(await withKey(setting, KeyMetadata?.Arn ?? '')).toMatchObject({ status: 'FAILED' });
  });

  it('multi-Region keys are treated as single-Region keys', async () => {
    const setting = await setReplicationUp(suite.aws);
    const { KeyMetadata } = await setting.kms.send(new CreateKeyCommand({ MultiRegion: true }));
    expect(await withKey(setting, KeyMetadata?.Arn ?? '')).toEqual({
      status: 'FAILED',
      reason: 'DstKmsKeyNotFound',
    });
  });
});
