// "Granting additional permissions for the IAM role", sentence by sentence.
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { DESTINATION_REGION, SOURCE_REGION } from '../../support/replication.ts';
import { replicationSuite } from '../../support/replication-suite.ts';
import { ACCOUNT } from '../../support/server.ts';
import { generateFor, leaveUnencrypted, useDefaultEncryption } from './page.ts';

const suite = replicationSuite();
const { fresh } = suite;

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
    await leaveUnencrypted(suite.aws, setting);
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
    await suite.aws.replication.idle();
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

  it('the account of the role needs the permissions of the keys: where a key admits it not, no role may', async () => {
    const setting = await fresh();
    const admit = (...Action: string[]) => {
      const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
      const Statement = [{ Effect: 'Allow', Principal, Action, Resource: '*' }];
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      return setting.kms.send(new PutKeyPolicyCommand({ KeyId: setting.sourceKey, Policy }));
    };
    await admit('kms:PutKeyPolicy', 'kms:GenerateDataKey');
    await setting.putSealed('closed');
    expect((await setting.settled('closed')).ReplicationStatus).toBe('FAILED');
    expect(setting.task('closed').failureReason).toBe('SrcGetObjectNotPermitted');
    await admit('kms:PutKeyPolicy', 'kms:GenerateDataKey', 'kms:Decrypt');
    await setting.putSealed('open');
    expect((await setting.settled('open')).ReplicationStatus).toBe('COMPLETED');
  });
});
