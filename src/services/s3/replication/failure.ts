// Why a task failed, in AWS's words (the page "replication-metrics-events", facts §3), and which errors are
// of the kind that passes.
import { AwsError } from '../../../core/errors.ts';

export type FailureReason =
  | 'AssumeRoleNotPermitted'
  | 'SrcBucketNotFound'
  | 'SrcVersionNotFound'
  | 'SrcGetObjectNotPermitted'
  | 'SrcHeadObjectNotPermitted'
  | 'SrcGetAclNotPermitted'
  | 'SrcGetTaggingNotPermitted'
  | 'SrcGetRetentionNotPermitted'
  | 'SrcGetLegalHoldNotPermitted'
  | 'SrcKmsKeyInvalidState'
  | 'DstBucketNotFound'
  | 'DstBucketUnversioned'
  | 'DstBucketObjectLockConfigMissing'
  | 'DstVersionNotFound'
  | 'DstPutObjectNotPermitted'
  | 'DstPutAclNotPermitted'
  | 'DstPutTaggingNotPermitted'
  | 'DstPutRetentionNotPermitted'
  | 'DstPutLegalHoldNotPermitted'
  | 'DstDelObjNotPermitted'
  | 'DstKmsKeyNotFound'
  | 'DstKmsKeyInvalidState';

/** Ends a task as FAILED: no retry mends a permission or a missing key. */
export class Refused extends Error {
  constructor(
    readonly reason: FailureReason,
    readonly explanation: string,
  ) {
    super(`${reason}: ${explanation}`);
  }
}

/** Throttling and broken services: the task stays PENDING and comes again. */
export const isTransient = (error: unknown): boolean =>
  !(error instanceof AwsError) || error.status >= 500 || /Throttl|SlowDown|TooManyRequests/.test(error.code);

/** What KMS's refusal, already in S3's voice, means for the source's key or the replica's. */
export function keyRefusal(error: AwsError, side: 'source' | 'replica'): Refused {
  const explanation = `${error.code}: ${error.message}`;
  const source = side === 'source';
  switch (error.code) {
    case 'AccessDenied':
      return new Refused(source ? 'SrcGetObjectNotPermitted' : 'DstPutObjectNotPermitted', explanation);
    // A key of another region is not found either: KMS's door is the destination's.
    case 'KMS.NotFoundException':
    case 'KMS.InvalidArnException':
    case 'KMS.ValidationException':
      return new Refused(source ? 'SrcKmsKeyInvalidState' : 'DstKmsKeyNotFound', explanation);
    default:
      // Disabled, pending deletion, and (our choice, AWS's list has no name for it) an asymmetric key.
      return new Refused(source ? 'SrcKmsKeyInvalidState' : 'DstKmsKeyInvalidState', explanation);
  }
}
