// The setting of the page on replicating encrypted objects: two regions, a bucket and a key in each, a role
// with the page's policy, and a rule that sends everything from one to the other.
import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type ReplicationRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { TestServer } from './server.ts';

export const SOURCE_REGION = 'us-east-1';
export const DESTINATION_REGION = 'eu-west-1';

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

export const trustOf = (service: string, condition?: object): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
        ...(condition && { Condition: condition }),
      },
    ],
  });

/** The task of a version, as the control API shows it. */
export interface TaskView {
  readonly operation: string;
  readonly key: string;
  readonly status: string;
  readonly destination: string;
  readonly attempts: number;
  readonly failureReason?: string;
  readonly explanation?: string;
  readonly kmsCalls: readonly {
    readonly operation: string;
    readonly keyId: string;
    readonly region: string;
    readonly encryptionContext: Record<string, string>;
    readonly error?: string;
  }[];
}

let counter = 0;

/** Fresh buckets, keys and role, so that tests of one server do not see each other. */
export async function setReplicationUp(
  aws: TestServer,
  { account, destinationAccount }: { readonly account?: string; readonly destinationAccount?: string } = {},
) {
  counter += 1;
  const owner = account ?? '000000000000';
  const other = destinationAccount ?? owner;
  const s3 = aws.s3({ region: SOURCE_REGION, account: owner });
  const remote = aws.s3({ region: DESTINATION_REGION, account: other });
  const kms = aws.kms({ region: SOURCE_REGION, account: owner });
  const remoteKms = aws.kms({ region: DESTINATION_REGION, account: other });
  const iam = aws.iam({ account: owner });
  const source = `source-${counter}`;
  const destination = `destination-${counter}`;
  const roleName = `replication-${counter}`;
  const role = `arn:aws:iam::${owner}:role/${roleName}`;

  await createVersioned(s3, source);
  await createVersioned(remote, destination, DESTINATION_REGION);
  const sourceKey = await createKey(kms);
  const replicaKey = await createKey(remoteKms);
  await iam.send(
    new CreateRoleCommand({
      RoleName: roleName,
      AssumeRolePolicyDocument: trustOf('s3.amazonaws.com'),
    }),
  );

  /** The page's complete policy, statement by statement; `change` leaves one out or adds one. */
  const pagePolicy = (): Record<string, Statement> => ({
    bucket: {
      Effect: 'Allow',
      Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
      Resource: [`arn:aws:s3:::${source}`],
    },
    read: {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl'],
      Resource: [`arn:aws:s3:::${source}/*`],
    },
    tags: {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionTagging'],
      Resource: [`arn:aws:s3:::${source}/*`],
    },
    write: {
      Effect: 'Allow',
      Action: ['s3:ReplicateObject', 's3:ReplicateDelete'],
      Resource: `arn:aws:s3:::${destination}/*`,
    },
    decrypt: {
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [sourceKey],
      Condition: {
        StringLike: {
          'kms:ViaService': `s3.${SOURCE_REGION}.amazonaws.com`,
          'kms:EncryptionContext:aws:s3:arn': [`arn:aws:s3:::${source}/*`],
        },
      },
    },
    encrypt: {
      Effect: 'Allow',
      Action: ['kms:Encrypt'],
      Resource: [replicaKey],
      Condition: {
        StringLike: {
          'kms:ViaService': `s3.${DESTINATION_REGION}.amazonaws.com`,
          'kms:EncryptionContext:aws:s3:arn': [`arn:aws:s3:::${destination}/*`],
        },
      },
    },
  });

  const replacePolicy = async (...Statement: Statement[]) => {
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName: roleName, PolicyName: 'replicate', PolicyDocument }));
  };
  const setPolicy = (change: Record<string, Statement | undefined> = {}) =>
    replacePolicy(...Object.values({ ...pagePolicy(), ...change }).filter((it) => it !== undefined));
  await setPolicy();

  /** The page's rule: everything, SSE-KMS opted in, replicas under the replica key. */
  const pageRule = (): ReplicationRule => ({
    ID: 'Rule-1',
    Priority: 1,
    Status: 'Enabled',
    DeleteMarkerReplication: { Status: 'Disabled' },
    Filter: {},
    SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    Destination: {
      Bucket: `arn:aws:s3:::${destination}`,
      EncryptionConfiguration: { ReplicaKmsKeyID: replicaKey },
    },
  });
  const configure = (...rules: ReplicationRule[]) =>
    s3.send(
      new PutBucketReplicationCommand({
        Bucket: source,
        ReplicationConfiguration: { Role: role, Rules: rules.length > 0 ? rules : [pageRule()] },
      }),
    );

  const put = async (Key: string, input: Partial<PutObjectCommandInput> = {}): Promise<string> => {
    const answer = await s3.send(
      new PutObjectCommand({ Bucket: source, Key, Body: `body of ${Key}`, ...input }),
    );
    return answer.VersionId ?? '';
  };
  const putSealed = (Key: string, input: Partial<PutObjectCommandInput> = {}) =>
    put(Key, { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: sourceKey, ...input });

  /** What Head says of the source after all that is due was done. */
  const settled = async (
    Key: string,
    input: { VersionId?: string } = {},
  ): Promise<HeadObjectCommandOutput> => {
    await aws.replication.idle();
    return s3.send(new HeadObjectCommand({ Bucket: source, Key, ...input }));
  };
  const replica = (Key: string, input: { VersionId?: string } = {}): Promise<HeadObjectCommandOutput> =>
    remote.send(new HeadObjectCommand({ Bucket: destination, Key, ...input }));
  const task = (key: string): TaskView => {
    const tasks = aws.replication.list({ bucket: source, key }) as readonly TaskView[];
    const last = tasks.at(-1);
    if (!last) throw new Error(`no task for ${key}`);
    return last;
  };

  return {
    source,
    destination,
    role,
    roleName,
    sourceKey,
    replicaKey,
    s3,
    remote,
    kms,
    remoteKms,
    iam,
    pagePolicy,
    setPolicy,
    replacePolicy,
    dropPolicy: () => iam.send(new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: 'replicate' })),
    setTrust: (PolicyDocument: string) =>
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument })),
    pageRule,
    configure,
    put,
    putSealed,
    settled,
    replica,
    task,
  };
}

export type ReplicationSetting = Awaited<ReturnType<typeof setReplicationUp>>;

export async function createVersioned(s3: S3Client, Bucket: string, region?: string): Promise<void> {
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      ...(region && { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } }),
    }),
  );
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
}

export async function createKey(kms: KMSClient, Policy?: string): Promise<string> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ ...(Policy && { Policy }) }));
  return KeyMetadata?.Arn ?? '';
}
