// "Example policies: using SSE-S3 and SSE-KMS with replication": each of the page's three, word for word but for its names.
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import {
  createKey,
  createVersioned,
  DESTINATION_REGION,
  type ReplicationSetting,
  SOURCE_REGION,
  type Statement,
} from '../../support/replication.ts';
import { replicationSuite } from '../../support/replication-suite.ts';
import { ACCOUNT } from '../../support/server.ts';

const suite = replicationSuite();
const { fresh } = suite;
const FURTHER_REGION = 'eu-central-1';

const use = (operation: string, keyArn: string, region: string, objects: string): Statement => ({
  Action: [operation],
  Effect: 'Allow',
  Condition: {
    StringLike: {
      'kms:ViaService': `s3.${region}.amazonaws.com`,
      'kms:EncryptionContext:aws:s3:arn': [`arn:aws:s3:::${objects}`],
    },
  },
  Resource: [keyArn],
});

/** The statements that the page's complete policies share. */
const withoutKeys = ({ source, destination }: ReplicationSetting): Statement[] => [
  {
    Effect: 'Allow',
    Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
    Resource: [`arn:aws:s3:::${source}`],
  },
  {
    Effect: 'Allow',
    Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl'],
    Resource: [`arn:aws:s3:::${source}/key-prefix1*`],
  },
  {
    Effect: 'Allow',
    Action: ['s3:ReplicateObject', 's3:ReplicateDelete'],
    Resource: `arn:aws:s3:::${destination}/key-prefix1*`,
  },
];

const statusOf = async (setting: ReplicationSetting, key: string) =>
  (await setting.settled(key)).ReplicationStatus;

describe('the example policies', () => {
  it('for SSE-S3 and SSE-KMS serve objects of both kinds under the prefix, and no others', async () => {
    const setting = await fresh();
    const { source, destination, sourceKey, replicaKey } = setting;
    await setting.replacePolicy(
      ...withoutKeys(setting),
      use('kms:Decrypt', sourceKey, SOURCE_REGION, `${source}/key-prefix1*`),
      use('kms:Encrypt', replicaKey, DESTINATION_REGION, `${destination}/key-prefix1*`),
    );
    await setting.put('key-prefix1/plain');
    await setting.putSealed('key-prefix1/sealed');
    await setting.put('other/plain');
    await setting.putSealed('other/sealed');
    expect(await statusOf(setting, 'key-prefix1/plain')).toBe('COMPLETED');
    expect(await statusOf(setting, 'key-prefix1/sealed')).toBe('COMPLETED');
    expect(await statusOf(setting, 'other/plain')).toBe('FAILED');
    expect(await statusOf(setting, 'other/sealed')).toBe('FAILED');
  });

  it('for SSE-KMS with separate destination buckets grant kms:Encrypt for the key of each', async () => {
    const setting = await fresh();
    const { source, destination, sourceKey, replicaKey } = setting;
    const further = `${destination}-further`;
    const s3 = suite.aws.s3({ region: FURTHER_REGION });
    await createVersioned(s3, further, FURTHER_REGION);
    const furtherKey = await createKey(suite.aws.kms({ region: FURTHER_REGION }));
    await setting.configure(setting.pageRule(), {
      ...setting.pageRule(),
      ID: 'Rule-2',
      Priority: 2,
      Destination: {
        Bucket: `arn:aws:s3:::${further}`,
        EncryptionConfiguration: { ReplicaKmsKeyID: furtherKey },
      },
    });
    const statements = [
      ...withoutKeys(setting),
      ...withoutKeys({ ...setting, destination: further }).slice(-1),
      use('kms:Decrypt', sourceKey, SOURCE_REGION, `${source}/key-prefix1*`),
      use('kms:Encrypt', replicaKey, DESTINATION_REGION, `${destination}/key-prefix1*`),
    ];
    const inFurther = (Key: string) => s3.send(new HeadObjectCommand({ Bucket: further, Key }));

    await setting.replacePolicy(...statements);
    await setting.putSealed('key-prefix1/one');
    expect(await statusOf(setting, 'key-prefix1/one')).toBe('FAILED');
    expect((await setting.replica('key-prefix1/one')).SSEKMSKeyId).toBe(replicaKey);
    await expect(inFurther('key-prefix1/one')).rejects.toMatchObject({ name: 'NotFound' });

    await setting.replacePolicy(
      ...statements,
      use('kms:Encrypt', furtherKey, FURTHER_REGION, `${further}/key-prefix1*`),
    );
    await setting.putSealed('key-prefix1/two');
    expect(await statusOf(setting, 'key-prefix1/two')).toBe('COMPLETED');
    expect((await setting.replica('key-prefix1/two')).SSEKMSKeyId).toBe(replicaKey);
    expect((await inFurther('key-prefix1/two')).SSEKMSKeyId).toBe(furtherKey);
  });

  it('for S3 Bucket Keys name the buckets, and the replica’s key grants kms:Decrypt in its own policy', async () => {
    const setting = await fresh();
    const { source, destination, sourceKey, replicaKey } = setting;
    await setting.replacePolicy(
      ...withoutKeys(setting),
      use('kms:Decrypt', sourceKey, SOURCE_REGION, source),
      use('kms:Encrypt', replicaKey, DESTINATION_REGION, destination),
    );
    await setting.putSealed('key-prefix1/unproved', { BucketKeyEnabled: true });
    expect(await statusOf(setting, 'key-prefix1/unproved')).toBe('FAILED');
    expect(setting.task('key-prefix1/unproved').explanation).toContain('kms:Decrypt');

    const allow = (AWS: string, Action: string) => ({
      Effect: 'Allow',
      Principal: { AWS },
      Action,
      Resource: '*',
    });
    const Statement = [allow(`arn:aws:iam::${ACCOUNT}:root`, 'kms:*'), allow(setting.role, 'kms:Decrypt')];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await setting.remoteKms.send(new PutKeyPolicyCommand({ KeyId: replicaKey, Policy }));
    await setting.putSealed('key-prefix1/proved', { BucketKeyEnabled: true });
    expect(await statusOf(setting, 'key-prefix1/proved')).toBe('COMPLETED');
    expect((await setting.replica('key-prefix1/proved')).BucketKeyEnabled).toBe(true);
  });
});
