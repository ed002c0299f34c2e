// The stage of the story: two regions, two keys, two buckets, a role, a receipt rule; built with the AWS SDK.
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateReceiptRuleCommand,
  CreateReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Explanation } from '../../src/core/access-check.ts';
import type { RunningServer } from '../../src/index.ts';
import { bucketPolicy, replicationPermissions, replicationTrust, sourceKeyPolicy } from './policies.ts';

export type Scene = ReturnType<typeof createScene>;

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly reasons: readonly string[];
}

const SETUP_NOTIFICATION = 'AMAZON_SES_SETUP_NOTIFICATION';

export function createScene(server: RunningServer) {
  const sourceRegion = 'us-east-1';
  const replicaRegion = 'eu-west-1';
  const sourceBucket = 'mail-source';
  const replicaBucket = 'mail-replica';
  const client = (region: string) => ({
    endpoint: server.url,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const kmsSource = new KMSClient(client(sourceRegion));
  const kmsReplica = new KMSClient(client(replicaRegion));
  const s3Source = new S3Client({ ...client(sourceRegion), forcePathStyle: true });
  const s3Replica = new S3Client({ ...client(replicaRegion), forcePathStyle: true });
  const ses = new SESClient(client(sourceRegion));
  const iam = new IAMClient(client(sourceRegion));
  const sts = new STSClient(client(sourceRegion));

  let account = '';
  let sourceKeyArn = '';
  let replicaKeyArn = '';
  let roleArn = '';

  const putSourceKeyPolicy = (withSesStatement: boolean) =>
    kmsSource.send(
      new PutKeyPolicyCommand({
        KeyId: sourceKeyArn,
        Policy: JSON.stringify(sourceKeyPolicy(account, sourceRegion, withSesStatement)),
      }),
    );

  return {
    sourceRegion,
    replicaRegion,
    sourceBucket,
    replicaBucket,
    smtp: server.smtp,
    replication: server.replication,
    kmsSource,
    s3Source,
    get sourceKeyArn() {
      return sourceKeyArn;
    },
    get replicaKeyArn() {
      return replicaKeyArn;
    },
    get roleArn() {
      return roleArn;
    },

    async createKeys() {
      account = (await sts.send(new GetCallerIdentityCommand({}))).Account ?? '';
      sourceKeyArn =
        (await kmsSource.send(new CreateKeyCommand({ Description: 'mail' }))).KeyMetadata?.Arn ?? '';
      replicaKeyArn =
        (await kmsReplica.send(new CreateKeyCommand({ Description: 'replicas' }))).KeyMetadata?.Arn ?? '';
      await putSourceKeyPolicy(true);
    },

    async createBuckets() {
      await s3Source.send(new CreateBucketCommand({ Bucket: sourceBucket }));
      await s3Replica.send(
        new CreateBucketCommand({
          Bucket: replicaBucket,
          CreateBucketConfiguration: { LocationConstraint: replicaRegion },
        }),
      );
      const versioned = { VersioningConfiguration: { Status: 'Enabled' } } as const;
      await s3Source.send(new PutBucketVersioningCommand({ Bucket: sourceBucket, ...versioned }));
      await s3Replica.send(new PutBucketVersioningCommand({ Bucket: replicaBucket, ...versioned }));
      await s3Source.send(
        new PutBucketEncryptionCommand({
          Bucket: sourceBucket,
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: sourceKeyArn },
              },
            ],
          },
        }),
      );
      await s3Source.send(
        new PutBucketPolicyCommand({
          Bucket: sourceBucket,
          Policy: JSON.stringify(bucketPolicy(sourceBucket, account)),
        }),
      );
    },

    async configureReplication() {
      const RoleName = 'replication';
      const { Role } = await iam.send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(replicationTrust()) }),
      );
      roleArn = Role?.Arn ?? '';
      const sides = { sourceBucket, sourceRegion, sourceKeyArn, replicaBucket, replicaRegion, replicaKeyArn };
      await iam.send(
        new PutRolePolicyCommand({
          RoleName,
          PolicyName: 'replicate',
          PolicyDocument: JSON.stringify(replicationPermissions(sides)),
        }),
      );
      await s3Source.send(
        new PutBucketReplicationCommand({
          Bucket: sourceBucket,
          ReplicationConfiguration: {
            Role: roleArn,
            Rules: [
              {
                ID: 'mail',
                Priority: 1,
                Status: 'Enabled',
                Filter: { Prefix: 'mail' },
                DeleteMarkerReplication: { Status: 'Disabled' },
                SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
                Destination: {
                  Bucket: `arn:aws:s3:::${replicaBucket}`,
                  EncryptionConfiguration: { ReplicaKmsKeyID: replicaKeyArn },
                },
              },
            ],
          },
        }),
      );
    },

    async configureReceiving() {
      await ses.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
      await ses.send(new CreateReceiptRuleSetCommand({ RuleSetName: 'inbound' }));
      await ses.send(
        new CreateReceiptRuleCommand({
          RuleSetName: 'inbound',
          Rule: {
            Name: 'seal',
            Enabled: true,
            ScanEnabled: true,
            Recipients: ['example.com'],
            Actions: [
              { S3Action: { BucketName: sourceBucket, ObjectKeyPrefix: 'mail/', KmsKeyArn: sourceKeyArn } },
            ],
          },
        }),
      );
      await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: 'inbound' }));
    },

    removeSesStatement: () => putSourceKeyPolicy(false),

    /** Waits until the actions of every accepted mail have been tried. */
    receivingIdle: () => server.receiving.idle(),

    /** The last mail's refused action, as `GET /_waxseal/mail` tells it. */
    lastRefusal(): Refusal {
      const refused = server.receiving
        .mails()
        .flatMap(({ actions }) => actions)
        .find(({ error }) => error !== undefined);
      const { code = 'none', message = 'no action was refused' } = refused?.error ?? {};
      return { code, message, reasons: reasons(refused?.explanation) };
    },

    async onlyMailKey(): Promise<string> {
      const { Contents = [] } = await s3Source.send(
        new ListObjectsV2Command({ Bucket: sourceBucket, Prefix: 'mail/' }),
      );
      const keys = Contents.map(({ Key = '' }) => Key).filter((key) => !key.endsWith(SETUP_NOTIFICATION));
      if (keys.length !== 1 || keys[0] === undefined)
        throw new Error(`expected one mail, found ${keys.join(', ') || 'none'}`);
      return keys[0];
    },

    headSource: (key: string) => s3Source.send(new HeadObjectCommand({ Bucket: sourceBucket, Key: key })),
    headReplica: (key: string) => s3Replica.send(new HeadObjectCommand({ Bucket: replicaBucket, Key: key })),

    close() {
      for (const each of [kmsSource, kmsReplica, s3Source, s3Replica, ses, iam, sts]) each.destroy();
    },
  };
}

/** One line per statement that was looked at: which it is and what did not fit. */
function reasons(explanation: unknown): string[] {
  return ((explanation as Explanation | undefined)?.statements ?? []).map(
    ({ policy, sid, failed }) => `${policy}, statement "${sid}": ${failed ?? 'matched'}`,
  );
}
