// What replication is refused, and by whom: facts/s3-replication-and-sse.md §2 and §3, row by row.
import { DisableKeyCommand } from '@aws-sdk/client-kms';
import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { setReplicationUp, trustOf } from '../../support/replication.ts';
import { allow, deny, replicationSuite, statusAndReason } from '../../support/replication-suite.ts';

const suite = replicationSuite();
const { fresh } = suite;

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
    const setting = await setReplicationUp(suite.aws);
    await setting.configure({ ...setting.pageRule(), DeleteMarkerReplication: { Status: 'Enabled' } });
    await setting.setPolicy({
      write: allow(['s3:ReplicateObject'], `arn:aws:s3:::${setting.destination}/*`),
    });
    await setting.put('k');
    await setting.settled('k');
    await setting.s3.send(new DeleteObjectCommand({ Bucket: setting.source, Key: 'k' }));
    await suite.aws.replication.idle();
    expect(setting.task('k')).toMatchObject({
      operation: 'delete-marker',
      failureReason: 'DstDelObjNotPermitted',
    });
  });

  it('a disabled source key ends in SrcKmsKeyInvalidState', async () => {
    const setting = await fresh();
    suite.aws.replication.pause();
    await setting.putSealed('k');
    await setting.kms.send(new DisableKeyCommand({ KeyId: setting.sourceKey }));
    suite.aws.replication.resume();
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
