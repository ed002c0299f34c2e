// The one error class. Every service keeps a dictionary of functions that build its errors.
import type { Decision, Explanation } from './access-check.ts';

/** Elements that some errors carry beside code and message, such as S3's `BucketName` or SES's `Bucket`. */
export type ErrorMembers = Readonly<Record<string, string | number | undefined>>;

export class AwsError extends Error {
  /**
   * @param code AWS's error code, as it stands on the wire (`NotFoundException`, `NoSuchBucket`).
   * @param status HTTP status.
   * @param message AWS's text; undefined where AWS sends no message member at all.
   * @param members further elements of the error body, in the order in which AWS writes them.
   * @param headers HTTP headers that the answer must carry (a 304's ETag, a 405's Allow).
   */
  constructor(
    readonly code: string,
    readonly status: number,
    message?: string,
    readonly members: ErrorMembers = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.hasMessage = message !== undefined;
  }

  /** False where AWS answers without a message member (InvalidCiphertextException). */
  readonly hasMessage: boolean;

  /** How the Query protocol spells it, for a service that speaks JSON too (SQS). */
  query?: { readonly code: string; readonly message?: string };

  /** For a refusal by policy: the decision behind it. Never part of the AWS-shaped answer. */
  decision?: Decision;

  /** Which statements were looked at and what did not fit; undefined unless a policy refused. */
  get explanation(): Explanation | undefined {
    return this.decision?.explain();
  }
}
