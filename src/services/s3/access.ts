// What S3 asks the authorizer: an action on a bucket or an object, with the bucket's policy and S3's own
// condition keys.
import type { AccessCheck, ConditionContext } from '../../core/access-check.ts';
import type { Call } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import { type AccountId, isAccountId, partitionOf } from '../../core/ids.ts';
import { type Bucket, bucketArn, objectArn } from './buckets/bucket-store.ts';
import { foreignOwnerOf, leaveByAcl } from './configuration/acl-access.ts';
import { isShutOut } from './configuration/public-policy.ts';
import type { S3Deps } from './deps.ts';
import { accessDenied, noSuchBucket } from './errors.ts';
import { requirePayer } from './requester-pays.ts';
import type { ObjectVersion, Tag } from './versions/object-version.ts';

const NO_KEYS: ConditionContext = {};

type AclDeps = Pick<S3Deps, 'buckets' | 'objects'>;

interface NamesBucket {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** The bucket a call names: 404 where there is none, 403 where its owner is not the one the caller expects. */
export function findBucket(
  deps: Pick<S3Deps, 'buckets'>,
  { Bucket, ExpectedBucketOwner }: NamesBucket,
  call: Call,
): Bucket {
  const bucket = deps.buckets.find(partitionOf(call.region), Bucket);
  if (!bucket) throw noSuchBucket(Bucket);
  requireExpectedOwner(ExpectedBucketOwner, bucket);
  return bucket;
}

export function requireExpectedOwner(expected: string | undefined, { account }: Bucket): void {
  if (expected === undefined || expected === account) return;
  if (!isAccountId(expected)) {
    throw new AwsError(
      'InvalidBucketOwnerAWSAccountID',
      400,
      `The value of the expected bucket owner parameter must be an AWS Account ID... [${expected}]`,
    );
  }
  throw accessDenied();
}

/** `resolve` of the operations that act on a bucket. */
export const resolveBucket = ({
  deps,
  input,
  call,
}: {
  readonly deps: S3Deps;
  readonly input: NamesBucket;
  readonly call: Call;
}): Bucket => findBucket(deps, input, call);

/** May this be done to the bucket? */
export function bucketCheck(
  deps: AclDeps,
  action: string,
  bucket: Bucket,
  call: Call,
  context: ConditionContext = NO_KEYS,
): AccessCheck {
  if (LISTINGS.has(action)) requirePayer(deps, bucket, call);
  return new S3Check(deps, action, bucketArn(bucket), bucket, undefined, call, context);
}

/** May this be done to the object? `version` is the one it is done to, where there is one. */
export function objectCheck(
  deps: AclDeps,
  action: string,
  bucket: Bucket,
  key: string,
  call: Call,
  context: ConditionContext = NO_KEYS,
  version?: ObjectVersion,
): AccessCheck {
  requirePayer(deps, bucket, call);
  const arn = objectArn(bucket, key);
  const owner = version && foreignOwnerOf(deps, action, bucket, version);
  return owner === undefined
    ? new S3Check(deps, action, arn, bucket, key, call, context)
    : new ForeignObjectCheck(deps, action, arn, bucket, key, call, context, owner);
}

const LISTINGS = new Set(['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads']);

/** `access` of the operations that ask one permission on the bucket. */
export const allowsOnBucket =
  (action: string) =>
  ({
    target,
    deps,
    call,
  }: {
    readonly target: Bucket;
    readonly deps: S3Deps;
    readonly call: Call;
  }): AccessCheck =>
    bucketCheck(deps, action, target, call);

/** Most policies put no condition on most actions: the keys are put together when one asks. */
class S3Check implements AccessCheck {
  readonly account: AccountId;
  readonly policy: string | undefined;
  /** "The principal must have permission from the parent account", too (access-control-auth-workflow-object-operation). */
  readonly otherwiseFor = 'account';
  private gathered: ConditionContext | undefined;

  constructor(
    private readonly deps: AclDeps,
    readonly action: string,
    readonly resource: string,
    private readonly bucket: Bucket,
    private readonly key: string | undefined,
    private readonly call: Call,
    private readonly own: ConditionContext,
  ) {
    this.account = bucket.account;
    this.policy = policyFor(deps, action, bucket, call);
  }

  get context(): ConditionContext {
    const { bucket, call, own } = this;
    this.gathered ??= { 's3:ResourceAccount': bucket.account, ...signatureContext(call), ...own };
    return this.gathered;
  }

  /**
   * "Regardless of the permissions on the bucket, you will receive a response header with the correct bucket
   * location" (API_HeadBucket): SDKs find a bucket's region by asking unsigned.
   */
  get refusalHeaders(): AccessCheck['refusalHeaders'] {
    return this.action === 's3:ListBucket' ? { 'x-amz-bucket-region': this.bucket.region } : undefined;
  }

  otherwise(): string | undefined {
    const { deps, action, bucket, key, own, call } = this;
    return leaveByAcl(deps, action, bucket, key, own['s3:VersionId'], call);
  }
}

/** Of an object that another account wrote and owns: the bucket's policy can forbid, and only the owner can allow. */
class ForeignObjectCheck extends S3Check {
  override readonly account: AccountId;
  readonly policyRule = 'denies';

  constructor(...[deps, action, arn, bucket, key, call, context, owner]: ForeignObject) {
    super(deps, action, arn, bucket, key, call, context);
    this.account = owner;
  }
}
type ForeignObject = [...ConstructorParameters<typeof S3Check>, AccountId];

function policyFor({ buckets }: AclDeps, action: string, bucket: Bucket, call: Call): string | undefined {
  if (isOwnersWayBack(action, bucket, call)) return undefined;
  const policy = buckets.policy(bucket);
  return policy !== undefined && isShutOut(call.principal, policy, bucket, buckets) ? undefined : policy;
}

const WAYS_BACK = new Set(['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy']);

/** The owner's root may read, replace and delete a policy that denies it everything (API_PutBucketPolicy). */
const isOwnersWayBack = (action: string, bucket: Bucket, { principal }: Call): boolean =>
  WAYS_BACK.has(action) && principal.type === 'root' && principal.account === bucket.account;

function signatureContext({ signature }: Call): ConditionContext {
  if (!signature || signature.version === 'none') return {};
  return {
    's3:authType': signature.type,
    's3:signatureversion': signature.version,
    's3:signatureAge': signature.age,
  };
}

/** `s3:ExistingObjectTag/<key>` of the version that a call acts on. */
export function existingTags(version: ObjectVersion | undefined): ConditionContext {
  if (!version?.tags) return NO_KEYS;
  const context: Record<string, string> = {};
  for (const { Key, Value } of version.tags) context[`s3:ExistingObjectTag/${Key}`] = Value;
  return context;
}

/** `s3:RequestObjectTag/<key>` and `s3:RequestObjectTagKeys` of the tags that a call sets. */
export function requestTags(tags: readonly Tag[] | undefined): ConditionContext {
  if (!tags || tags.length === 0) return NO_KEYS;
  const context: Record<string, string | readonly string[]> = {
    's3:RequestObjectTagKeys': tags.map(({ Key }) => Key),
  };
  for (const { Key, Value } of tags) context[`s3:RequestObjectTag/${Key}`] = Value;
  return context;
}
