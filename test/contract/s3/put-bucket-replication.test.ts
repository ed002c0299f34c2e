// Every row of facts/s3-replication-and-sse.md §1.2.
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteBucketReplicationCommand,
  GetBucketReplicationCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  type ReplicationRule,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVersioned } from '../../support/replication.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signedFetch } from '../../support/signed-fetch.ts';

const ROLE = 'arn:aws:iam::000000000000:role/replication';
const KEY = 'arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-3333-4444-555555555555';
const toDestination = { Bucket: 'arn:aws:s3:::dst' };

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await createVersioned(aws.s3(), 'src');
  await createVersioned(aws.s3(), 'dst');
  await createVersioned(aws.s3(), 'dst2');
  await aws.s3().send(new CreateBucketCommand({ Bucket: 'plain' }));
});
afterAll(() => aws.close());

const v2 = (change: Partial<ReplicationRule> = {}): ReplicationRule => ({
  Status: 'Enabled',
  Priority: 1,
  Filter: {},
  DeleteMarkerReplication: { Status: 'Disabled' },
  Destination: toDestination,
  ...change,
});
const v1 = (change: Partial<ReplicationRule> = {}): ReplicationRule => ({
  Status: 'Enabled',
  Prefix: '',
  Destination: toDestination,
  ...change,
});
const put = (Rules: ReplicationRule[], { Bucket = 'src', Role = ROLE, s3 = aws.s3() } = {}) =>
  s3.send(new PutBucketReplicationCommand({ Bucket, ReplicationConfiguration: { Role, Rules } }));
const putXml = (body: string) => signedFetch(aws, 'PUT', '/src', { query: { replication: '' }, body });
const stored = async () => {
  const answer = await aws.s3().send(new GetBucketReplicationCommand({ Bucket: 'src' }));
  return answer.ReplicationConfiguration;
};

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
    await put([
      v2({
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        Destination: { ...toDestination, EncryptionConfiguration: { ReplicaKmsKeyID: KEY } },
      }),
    ]);
  });

  const MALFORMED =
    'The XML you provided was not well-formed or did not validate against our published schema';
  const schema = (element: string, verb: string) =>
    `${element} ${verb} for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.`;
  const tag = { Key: 'k', Value: 'v' };
  const kms = { SseKmsEncryptedObjects: { Status: 'Enabled' as const } };
  const underKey = { ...toDestination, EncryptionConfiguration: { ReplicaKmsKeyID: KEY } };
  const on = { Status: 'Enabled' as const };
  const time = (Minutes?: number) => ({ ...on, Time: { ...(Minutes !== undefined && { Minutes }) } });
  const metrics = (Minutes?: number) => ({
    ...on,
    ...(Minutes !== undefined && { EventThreshold: { Minutes } }),
  });

  type Row = readonly [
    row: string,
    rules: ReplicationRule[],
    code: string,
    message: string,
    members?: Record<string, string>,
  ];
  const rows: readonly Row[] = [
    ['3 no rules', [], 'MalformedXML', MALFORMED],
    ['3 bad Status', [v2({ Status: 'On' as 'Enabled' })], 'MalformedXML', MALFORMED],
    [
      '3 bad StorageClass',
      [v2({ Destination: { ...toDestination, StorageClass: 'COLD' as 'GLACIER' } })],
      'MalformedXML',
      MALFORMED,
    ],
    [
      '3 bad Owner',
      [
        v2({
          Destination: {
            ...toDestination,
            Account: '000000000000',
            AccessControlTranslation: { Owner: 'Me' as 'Destination' },
          },
        }),
      ],
      'MalformedXML',
      MALFORMED,
    ],
    ['3 Prefix beside Filter', [v2({ Prefix: 'a' })], 'MalformedXML', MALFORMED],
    ['3 two Filter children', [v2({ Filter: { Prefix: 'a', Tag: tag } })], 'MalformedXML', MALFORMED],
    ['3 And with one predicate', [v2({ Filter: { And: { Prefix: 'a' } } })], 'MalformedXML', MALFORMED],
    [
      '4 neither Prefix nor Filter',
      [{ Status: 'Enabled', Destination: toDestination }],
      'MalformedXML',
      MALFORMED,
    ],
    [
      'ExistingObjectReplication is no longer supported',
      [v2({ ExistingObjectReplication: on })],
      'MalformedXML',
      MALFORMED,
    ],
    [
      '12 destination missing',
      [v2({ Destination: { Bucket: 'arn:aws:s3:::nowhere' } })],
      'InvalidRequest',
      'Destination bucket must exist.',
    ],
    [
      '11 destination not versioned',
      [v2({ Destination: { Bucket: 'arn:aws:s3:::plain' } })],
      'InvalidRequest',
      'Destination bucket must have versioning enabled.',
    ],
    [
      '13 destination is source',
      [v2({ Destination: { Bucket: 'arn:aws:s3:::src' } })],
      'InvalidRequest',
      'Destination bucket cannot be the same as the source bucket.',
    ],
    [
      '14 bucket ARN malformed',
      [v2({ Destination: { Bucket: 'dst' } })],
      'InvalidArgument',
      'Invalid bucket ARN',
      { ArgumentName: 'Bucket', ArgumentValue: 'dst' },
    ],
    [
      '14 bucket name malformed',
      [v2({ Destination: { Bucket: 'arn:aws:s3:::No_Bucket' } })],
      'InvalidArgument',
      'The specified bucket is not valid.',
      { ArgumentName: 'Bucket' },
    ],
    [
      '15 no Priority',
      [(({ Priority: _, ...rule }) => rule)(v2())],
      'InvalidRequest',
      schema('Priority', 'must be specified'),
    ],
    [
      '16 no DeleteMarkerReplication',
      [(({ DeleteMarkerReplication: _, ...rule }) => rule)(v2())],
      'InvalidRequest',
      schema('DeleteMarkerReplication', 'must be specified'),
    ],
    ['17 V1 with Priority', [v1({ Priority: 1 })], 'InvalidRequest', schema('Priority', 'cannot be used')],
    [
      '17 V1 with DeleteMarkerReplication',
      [v1({ DeleteMarkerReplication: on })],
      'InvalidRequest',
      schema('DeleteMarkerReplication', 'cannot be used'),
    ],
    [
      '18 delete markers with a tag',
      [v2({ Filter: { Tag: tag }, DeleteMarkerReplication: on })],
      'InvalidRequest',
      'Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.',
    ],
    ['19 duplicate Priority', [v2(), v2()], 'InvalidRequest', 'Found duplicate priority 1.'],
    [
      '20 Priority below 0',
      [v2({ Priority: -1 })],
      'InvalidRequest',
      'Priority must be between 0 and 2147483647.',
    ],
    [
      '21 duplicate ID',
      [v2({ ID: 'a' }), v2({ ID: 'a', Priority: 2 })],
      'InvalidArgument',
      'Rule Id must be unique',
      { ArgumentName: 'ID' },
    ],
    [
      '22 ID too long',
      [v2({ ID: 'x'.repeat(256) })],
      'InvalidArgument',
      'Rule Id cannot be greater than 255',
      { ArgumentName: 'ID' },
    ],
    [
      '23 ID not ASCII',
      [v2({ ID: 'règle' })],
      'InvalidArgument',
      'Rule ID must not contain non-ASCII characters.',
      { ArgumentName: 'ID' },
    ],
    [
      '24 duplicate tag key',
      [v2({ Filter: { And: { Tags: [tag, tag] } } })],
      'InvalidRequest',
      'Duplicate Tag Keys are not allowed.',
    ],
    [
      '25 Prefix too long',
      [v2({ Filter: { Prefix: 'x'.repeat(1025) } })],
      'InvalidArgument',
      'Rule prefix cannot be longer than maximum allowed key length of 1024',
    ],
    [
      '26 more than 1000 rules',
      Array.from({ length: 1001 }, (_, Priority) => v2({ Priority })),
      'InvalidRequest',
      'Number of defined replication rules cannot exceed 1000',
    ],
    [
      '27 V1 with two destinations',
      [v1({ Prefix: 'a' }), v1({ Prefix: 'b', Destination: { Bucket: 'arn:aws:s3:::dst2' } })],
      'InvalidRequest',
      'Number of distinct destination bucket ARNs cannot exceed 1',
    ],
    [
      '28 V1 with overlapping prefixes',
      [v1({ Prefix: 'ab' }), v1({ Prefix: 'a' })],
      'InvalidRequest',
      "Found overlapping prefixes 'a' and 'ab'",
    ],
    [
      '29 key without opt-in',
      [v2({ Destination: underKey })],
      'InvalidRequest',
      'SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.',
    ],
    [
      '30 opt-in without key',
      [v2({ SourceSelectionCriteria: kms })],
      'InvalidRequest',
      'ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.',
    ],
    [
      '31 empty criteria',
      [v2({ SourceSelectionCriteria: {} })],
      'InvalidRequest',
      'SourceSelectionCriteria cannot be empty.',
    ],
    [
      '32 key is no ARN',
      [
        v2({
          SourceSelectionCriteria: kms,
          Destination: { ...toDestination, EncryptionConfiguration: { ReplicaKmsKeyID: 'alias/mine' } },
        }),
      ],
      'InvalidArgument',
      'Invalid ReplicaKmsKeyID ARN.',
      { ArgumentName: 'ReplicaKmsKeyID', ArgumentValue: 'alias/mine' },
    ],
    [
      '34 owner override without Account',
      [v2({ Destination: { ...toDestination, AccessControlTranslation: { Owner: 'Destination' } } })],
      'InvalidRequest',
      'Account must be specified if the Owner in AccessControlTranslation has a value',
    ],
    [
      '35 Account does not own the destination',
      [v2({ Destination: { ...toDestination, Account: '999999999999' } })],
      'InvalidArgument',
      'The account specified must be the owner of the destination bucket.',
      { ArgumentName: 'Account' },
    ],
    [
      '36 ReplicationTime without Metrics',
      [v2({ Destination: { ...toDestination, ReplicationTime: time(15) } })],
      'InvalidRequest',
      'Replication destination must contain both ReplicationTime and Metrics or neither.',
    ],
    [
      '37 RTC minutes not 15',
      [v2({ Destination: { ...toDestination, ReplicationTime: time(10), Metrics: metrics(15) } })],
      'InvalidArgument',
      'Invalid time minute value',
      { ArgumentName: 'ReplicationTime' },
    ],
    [
      '38 RTC without EventThreshold',
      [v2({ Destination: { ...toDestination, ReplicationTime: time(15), Metrics: metrics() } })],
      'InvalidArgument',
      'ReplicationMetrics must contain an event threshold',
      { ArgumentName: 'ReplicationMetrics' },
    ],
    [
      '39 EventThreshold not 15',
      [v2({ Destination: { ...toDestination, ReplicationTime: time(15), Metrics: metrics(5) } })],
      'InvalidArgument',
      'Invalid event threshold minute value',
      { ArgumentName: 'ReplicationMetrics' },
    ],
    [
      '40 EventThreshold without RTC',
      [v2({ Destination: { ...toDestination, Metrics: metrics(15) } })],
      'InvalidArgument',
      'Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled',
    ],
    [
      '41 statuses differ',
      [
        v2({
          Destination: {
            ...toDestination,
            ReplicationTime: time(15),
            Metrics: { Status: 'Disabled', EventThreshold: { Minutes: 15 } },
          },
        }),
      ],
      'InvalidRequest',
      'ReplicationTime and ReplicationMetrics must have the same status.',
    ],
  ];
  it.each(rows.map((row) => [row[0], row] as const))('refuses row %s', async (_, row) => {
    const [, rules, name, message, members = {}] = row;
    await expect(put(rules)).rejects.toMatchObject({
      name,
      message,
      $metadata: { httpStatusCode: 400 },
      ...members,
    });
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
    const iam = aws.iam();
    await iam.send(new CreateUserCommand({ UserName: 'writer' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'writer' }));
    const allow = (...Action: string[]) =>
      iam.send(
        new PutUserPolicyCommand({
          UserName: 'writer',
          PolicyName: 'p',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
          }),
        }),
      );
    const s3 = aws.s3({
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    });
    await allow('s3:*');
    await expect(put([v2()], { s3 })).rejects.toMatchObject({ name: 'AccessDenied' });
    await allow('s3:*', 'iam:PassRole');
    await put([v2()], { s3 });
    await allow('iam:PassRole');
    await expect(put([v2()], { s3 })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses a source whose versioning is not enabled (10)', async () => {
    const refusal = {
      name: 'InvalidRequest',
      message: "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    };
    await expect(put([v2()], { Bucket: 'plain' })).rejects.toMatchObject(refusal);
    await aws
      .s3()
      .send(
        new PutBucketVersioningCommand({ Bucket: 'dst2', VersioningConfiguration: { Status: 'Suspended' } }),
      );
    await expect(put([v2()], { Bucket: 'dst2' })).rejects.toMatchObject(refusal);
    await aws
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
      aws.s3().send(
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
      aws
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
    await aws.s3().send(new DeleteBucketReplicationCommand({ Bucket: 'src' }));
    await suspend();
    await aws
      .s3()
      .send(
        new PutBucketVersioningCommand({ Bucket: 'src', VersioningConfiguration: { Status: 'Enabled' } }),
      );
  });
});
