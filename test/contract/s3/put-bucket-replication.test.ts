// What PutBucketReplication takes, and what it asks of role, caller and source bucket: facts/s3-replication-and-sse.md §1.2;
// its refusals of rules are in put-bucket-replication-rules.test.ts.
import {
  DeleteBucketReplicationCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  type ReplicationRule,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { signedFetch } from '../../support/signed-fetch.ts';
import { createUser, may } from '../../support/users.ts';
import { KEY, ROLE, replicationBuckets, toDestination, v1, v2 } from './replication-configurations.ts';

const on = replicationBuckets();
const { put, stored } = on;
const putXml = (body: string) => signedFetch(on.aws, 'PUT', '/src', { query: { replication: '' }, body });

describe('PutBucketReplication', () => {
  it('stores what it is given and Get answers it exactly, whatever the order of its elements', async () => {
    const rule: ReplicationRule = {
      ID: 'all of it',
      Priority: 0,
      Status: 'Disabled',
      Filter: {
        And: {
          Prefix: 'a/',
          Tags: [
            { Key: 'x', Value: '1' },
            { Key: 'y', Value: '' },
          ],
        },
      },
      DeleteMarkerReplication: { Status: 'Disabled' },
      SourceSelectionCriteria: {
        SseKmsEncryptedObjects: { Status: 'Enabled' },
        ReplicaModifications: { Status: 'Disabled' },
      },
      Destination: {
        Bucket: 'arn:aws:s3:::dst',
        Account: '000000000000',
        StorageClass: 'STANDARD_IA',
        AccessControlTranslation: { Owner: 'Destination' },
        EncryptionConfiguration: { ReplicaKmsKeyID: KEY },
        ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
        Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
      },
    };
    const empty = v2({ ID: 'empty filter', Priority: 7 });
    await put([rule, empty]);
    expect(await stored()).toEqual({ Role: ROLE, Rules: [rule, empty] });
  });

  it('names a rule that has no ID, and shows the name', async () => {
    await put([v2(), v2({ Priority: 2, ID: 'mine' })]);
    const [first, second] = (await stored())?.Rules ?? [];
    expect(first?.ID).toMatch(/^\S{20,}$/);
    expect(second?.ID).toBe('mine');
  });

  it('takes version 1 rules with an empty prefix', async () => {
    await put([v1({ ID: 'one' })]);
    expect((await stored())?.Rules).toEqual([v1({ ID: 'one' })]);
  });

  it('takes elements in any order, with white space and without a namespace', async () => {
    const { status } = await putXml(
      `<ReplicationConfiguration>
         <Rule><Destination><Bucket>arn:aws:s3:::dst</Bucket></Destination>
           <DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication>
           <Filter/><Status>Enabled</Status><Priority>3</Priority><ID>odd</ID></Rule>
         <Role>${ROLE}</Role>
       </ReplicationConfiguration>`,
    );
    expect(status).toBe(200);
    expect((await stored())?.Rules).toEqual([v2({ ID: 'odd', Priority: 3 })]);
  });

  it('does not look whether role or key exist', async () => {
    const rule = v2({
      ID: 'to nowhere',
      SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
      Destination: { ...toDestination, EncryptionConfiguration: { ReplicaKmsKeyID: KEY } },
    });
    await put([rule]);
    expect((await stored())?.Rules).toEqual([rule]);
  });

  it('refuses a body that is not XML, or not its XML', async () => {
    for (const xml of ['', 'no xml', '<ReplicationConfiguration>', '<Tagging/>']) {
      const { status, text } = await putXml(xml);
      expect([xml, status]).toEqual([xml, 400]);
      expect(text).toMatch(/MalformedXML|MissingRequestBodyError/);
    }
  });

  it('refuses a configuration without a Role (row 5)', async () => {
    const { status, text } = await putXml(
      '<ReplicationConfiguration><Rule><Status>Enabled</Status><Prefix/><Destination><Bucket>arn:aws:s3:::dst</Bucket></Destination></Rule></ReplicationConfiguration>',
    );
    expect(status).toBe(400);
    expect(text).toContain('<Code>MalformedXML</Code>');
  });

  it('refuses a Role that is no ARN (6) and an ARN that is no role (7)', async () => {
    await expect(put([v2()], { Role: 'replication' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Invalid Role specified in replication configuration',
      ArgumentName: 'Role',
      ArgumentValue: 'replication',
    });
    await expect(put([v2()], { Role: 'arn:aws:iam::000000000000:user/x' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The relative id should start with role',
    });
  });

  it('refuses a role of another account, and a caller who may not pass the role (8)', async () => {
    await expect(put([v2()], { Role: 'arn:aws:iam::111111111111:role/x' })).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
    const writer = await createUser(on.aws, 'writer', [may('s3:*')]);
    const s3 = on.aws.s3(writer.keys);
    await expect(put([v2()], { s3 })).rejects.toMatchObject({ name: 'AccessDenied' });
    await writer.allow(may(['s3:*', 'iam:PassRole']));
    await put([v2()], { s3 });
    await writer.allow(may('iam:PassRole'));
    await expect(put([v2()], { s3 })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses a source whose versioning is not enabled (10)', async () => {
    const refusal = {
      name: 'InvalidRequest',
      message: "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    };
    await expect(put([v2()], { Bucket: 'plain' })).rejects.toMatchObject(refusal);
    await on.aws
      .s3()
      .send(
        new PutBucketVersioningCommand({ Bucket: 'dst2', VersioningConfiguration: { Status: 'Suspended' } }),
      );
    await expect(put([v2()], { Bucket: 'dst2' })).rejects.toMatchObject(refusal);
    await on.aws
      .s3()
      .send(
        new PutBucketVersioningCommand({ Bucket: 'dst2', VersioningConfiguration: { Status: 'Enabled' } }),
      );
  });

  it('refuses a bucket that is not there (2) or not whose the caller thinks it is (44)', async () => {
    await expect(put([v2()], { Bucket: 'nowhere' })).rejects.toMatchObject({
      name: 'NoSuchBucket',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(
      on.aws.s3().send(
        new PutBucketReplicationCommand({
          Bucket: 'src',
          ExpectedBucketOwner: '999999999999',
          ReplicationConfiguration: { Role: ROLE, Rules: [v2()] },
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });

  it('holds versioning: it cannot be suspended while the configuration stands (42)', async () => {
    await put([v2()]);
    const suspend = () =>
      on.aws
        .s3()
        .send(
          new PutBucketVersioningCommand({ Bucket: 'src', VersioningConfiguration: { Status: 'Suspended' } }),
        );
    await expect(suspend()).rejects.toMatchObject({
      name: 'InvalidBucketState',
      message:
        'A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.',
      $metadata: { httpStatusCode: 409 },
    });
    await on.aws.s3().send(new DeleteBucketReplicationCommand({ Bucket: 'src' }));
    await suspend();
    await on.aws
      .s3()
      .send(
        new PutBucketVersioningCommand({ Bucket: 'src', VersioningConfiguration: { Status: 'Enabled' } }),
      );
  });
});
