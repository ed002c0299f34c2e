// "Granting additional permissions for cross-account scenarios", sentence by sentence.
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { HeadObjectCommand, PutBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createKey, type ReplicationSetting, setReplicationUp } from '../../support/replication.ts';
import { replicationSuite } from '../../support/replication-suite.ts';
import { useDefaultEncryption } from './page.ts';

const suite = replicationSuite();
const { fresh } = suite;

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

  it('and so must the owner of the key that the source objects lie under', async () => {
    const setting = await fresh({ account });
    const keyAccount = '333333333333';
    const kms = suite.aws.kms({ account: keyAccount });
    const allow = (owner: string, ...Action: string[]) => ({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${owner}:root` },
      Action,
      Resource: '*',
    });
    const KeyId = await createKey(kms);
    const grant = (...actions: string[]) => {
      const Statement = [allow(keyAccount, 'kms:*'), allow(account, ...actions)];
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      return kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
    };
    await setting.setPolicy({
      foreign: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KeyId },
    });
    await grant('kms:GenerateDataKey');
    await setting.putSealed('closed', { SSEKMSKeyId: KeyId });
    expect((await setting.settled('closed')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('closed').failureReason).toBe('SrcGetObjectNotPermitted');
    await grant('kms:GenerateDataKey', 'kms:Decrypt');
    await setting.putSealed('open', { SSEKMSKeyId: KeyId });
    expect((await setting.settled('open')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.replica('open')).SSEKMSKeyId).toBe(setting.replicaKey);
  });

  it('AWS managed keys cannot be shared across accounts: their policy cannot be changed', async () => {
    const setting = await setReplicationUp(suite.aws, { account, destinationAccount });
    await openBucket(setting);
    await setting.setPolicy({ everyKey: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } });
    // The other account's aws/s3 key comes to be with its first use.
    await useDefaultEncryption(setting, 'aws:kms');
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
