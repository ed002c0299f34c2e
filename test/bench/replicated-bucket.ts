// A bucket whose SSE-KMS objects are replicated, and one beside it whose are not: what R1 writes to.
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, EncryptCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  HeadObjectCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { request } from 'undici';
import type { Prepared } from './load.ts';
import type { Peer } from './peers.ts';
import { clientsOf } from './requests.ts';

export type BucketName = 'replicated' | 'plain' | 'replicas';

export interface ReplicatedBucket {
  /** Writes a body under that key. */
  readonly put: (bucket: BucketName, body: Buffer) => Promise<(key: string) => Prepared>;
  readonly headReplica: (key: string) => Promise<Prepared>;
  readonly encrypt: Prepared;
  readonly control: (what: 'pause' | 'resume' | 'wait') => Promise<void>;
}

const statement = (members: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...members }] });
const ROLE = 'replicator';
const KEY = 'key-of-the-object';

export async function prepareReplication(peer: Peer): Promise<ReplicatedBucket> {
  const { kms, s3, kmsRequest, s3Request } = clientsOf(peer);
  const newKey = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
  const sourceKey = await newKey();
  const ReplicaKmsKeyID = await newKey();
  for (const Bucket of ['replicated', 'plain', 'replicas']) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  }
  const Role = await makeRole(peer);
  await s3.send(
    new PutBucketReplicationCommand({
      Bucket: 'replicated',
      ReplicationConfiguration: {
        Role,
        Rules: [
          {
            Status: 'Enabled',
            Priority: 1,
            Filter: { Prefix: '' },
            DeleteMarkerReplication: { Status: 'Disabled' },
            SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
            Destination: {
              Bucket: 'arn:aws:s3:::replicas',
              EncryptionConfiguration: { ReplicaKmsKeyID },
            },
          },
        ],
      },
    }),
  );
  // Nobody created the key `test`, so its signature is nobody's to check: one request serves for every key.
  const at = (prepared: Prepared) => {
    // The SDK has large bodies asked for; the generator sends them at once.
    const { Expect: _, expect: __, ...headers } = prepared.headers;
    return (key: string) => ({ ...prepared, headers, path: prepared.path.replace(KEY, key) });
  };
  const sse = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: sourceKey } as const;
  return {
    put: async (Bucket, Body) =>
      at(await s3Request(new PutObjectCommand({ Bucket, Key: KEY, Body, ...sse }))),
    headReplica: async (Key) => s3Request(new HeadObjectCommand({ Bucket: 'replicas', Key })),
    encrypt: await kmsRequest(new EncryptCommand({ KeyId: sourceKey, Plaintext: Buffer.alloc(32, 1) })),
    async control(what) {
      const { body } = await request(`${peer.url}/_waxseal/replication/${what}`, {
        method: 'POST',
        headersTimeout: 0,
      });
      await body.dump();
    },
  };
}

async function makeRole({ url, credentials }: Peer): Promise<string | undefined> {
  const iam = new IAMClient({ endpoint: url, region: 'us-east-1', credentials });
  const AssumeRolePolicyDocument = statement({
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument }));
  const PolicyDocument = statement({ Action: ['s3:*', 'kms:Decrypt', 'kms:Encrypt'], Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: 'replicate', PolicyDocument }));
  iam.destroy();
  return Role?.Arn;
}
