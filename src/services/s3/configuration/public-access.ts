// Block Public Access: four switches over what policies and ACLs may open, of a bucket and of its owner's account.
import { type Call, principalAccount, principalArn } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import { boolean, structure, type TypeOf } from '../../../core/shape.ts';
import type { Bucket, BucketStore } from '../buckets/bucket-store.ts';
import { accessDenied } from '../errors.ts';

export const publicAccessBlock = structure(
  {
    BlockPublicAcls: boolean(),
    IgnorePublicAcls: boolean(),
    BlockPublicPolicy: boolean(),
    RestrictPublicBuckets: boolean(),
  },
  {
    xmlName: 'PublicAccessBlockConfiguration',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  },
);
export type PublicAccessBlock = TypeOf<typeof publicAccessBlock>;

/** What a bucket is born with since April 2023. */
const BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Kept once the block was deleted: its absence means the default, not none. */
export const REMOVED = 'removed';

export const noSuchPublicAccessBlock = (BucketName: string) =>
  new AwsError(
    'NoSuchPublicAccessBlockConfiguration',
    404,
    'The public access block configuration was not found',
    { BucketName },
  );

/** The bucket's own; undefined once it was deleted. */
export function publicAccessBlockOf(buckets: BucketStore, bucket: Bucket): PublicAccessBlock | undefined {
  const stored = buckets.configuration<PublicAccessBlock | typeof REMOVED>(bucket, 'publicAccessBlock');
  if (stored === REMOVED) return undefined;
  return stored ?? BLOCKED;
}

/**
 * Whether the bucket or its account has the switch on: "the most restrictive combination of the bucket-level and
 * account-level settings" (API_PutPublicAccessBlock).
 */
export const isBlocked = (buckets: BucketStore, bucket: Bucket, setting: keyof PublicAccessBlock): boolean =>
  publicAccessBlockOf(buckets, bucket)?.[setting] === true ||
  buckets.accountBlocks.of(bucket.account)?.[setting] === true;

const PREVENTED = { BlockPublicPolicy: 'policies', BlockPublicAcls: 'ACLs' } as const;

/** In the words seen of AWS in 2026; the reason is for callers of the bucket's own account, as that of any refusal. */
export function prevented(
  setting: keyof typeof PREVENTED,
  action: string,
  resource: string,
  { account }: Bucket,
  { principal }: Call,
): AwsError {
  if (principalAccount(principal) !== account) return accessDenied();
  return accessDenied(
    `User: ${principalArn(principal)} is not authorized to perform: ${action} on resource: "${resource}" because public ${PREVENTED[setting]} are prevented by the ${setting} setting in S3 Block Public Access.`,
  );
}
