// What jobs need of the rest of the house; emulator.ts fits each with `invoke`, as the job's role.
import type { AccessCheck, ConditionContext } from '../../core/access-check.ts';
import type { Body } from '../../core/body.ts';
import type { Call, RolePrincipal } from '../../core/call.ts';
import type { AccountId } from '../../core/ids.ts';
import type { Port } from '../../core/operation.ts';
import type { TypeOf } from '../../core/shape.ts';
import type { GeneratorFilter } from './manifest-generator-shapes.ts';
import type { publicAccessBlock } from './public-access-block.ts';

export interface S3ControlPorts {
  readonly assumeRole: (roleArn: string, sessionName: string, call: Call) => Promise<RolePrincipal>;
  readonly getObject: Port<
    { readonly Bucket: string; readonly Key: string; readonly VersionId?: string },
    {
      readonly Body?: Body | undefined;
      readonly ETag?: string | undefined;
      readonly ServerSideEncryption?: string | undefined;
    }
  >;
  readonly putObject: Port<PutObjectInput, { readonly ETag?: string | undefined }>;
  readonly getBucketReplication: Port<
    { readonly Bucket: string; readonly ExpectedBucketOwner?: string },
    unknown
  >;
  /** s3:PutInventoryConfiguration: a page of the bucket's versions that pass the filter. */
  readonly takeInventory: Port<
    {
      readonly Bucket: string;
      readonly ExpectedBucketOwner?: string;
      readonly Filter?: GeneratorFilter | undefined;
      readonly After: number;
    },
    {
      readonly Versions: readonly { readonly Key: string; readonly VersionId: string }[];
      readonly Next?: number | undefined;
    }
  >;
  readonly initiateReplication: Port<
    { readonly Bucket: string; readonly Key: string; readonly VersionId: string },
    {
      readonly Tasks: readonly number[];
      readonly FailureReason?: string | undefined;
      readonly FailureMessage?: string | undefined;
    }
  >;
  /** What became of a task of the replication queue; undefined once its version is gone. */
  readonly replicationOutcome: (task: number) => ReplicationOutcome | undefined;
  /** The bucket of that name, whose tags TagResource changes; undefined where there is none. */
  readonly taggedBucket: (name: string, call: Call) => TaggedBucket | undefined;
  /** Public access to all the buckets of an account, which S3 blocks by it. */
  readonly accountBlocks: {
    readonly of: (account: AccountId) => AccountBlock | undefined;
    readonly put: (account: AccountId, block: AccountBlock) => Promise<void>;
    readonly remove: (account: AccountId) => Promise<void>;
  };
  /** Told of every task of that queue that ends. */
  readonly onReplicationEnded: (listener: (task: number) => void) => void;
}

type AccountBlock = TypeOf<typeof publicAccessBlock>;

export interface TaggedBucket {
  readonly account: AccountId;
  readonly tags: readonly Tag[];
  /** May this be done to the bucket, by its policy too? */
  readonly check: (action: string, context: ConditionContext) => AccessCheck;
  /** Within one transaction with the reading of what they were. */
  readonly change: (edit: (tags: readonly Tag[]) => readonly Tag[]) => Promise<void>;
}
interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface PutObjectInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body: Body;
  readonly ContentType: string;
  readonly ServerSideEncryption: string;
  readonly SSEKMSKeyId?: string;
  readonly ExpectedBucketOwner?: string;
}

export interface ReplicationOutcome {
  readonly status: 'PENDING' | 'COMPLETED' | 'FAILED' | 'UNTRACKED';
  readonly failureReason?: string | undefined;
  readonly explanation?: string | undefined;
}
