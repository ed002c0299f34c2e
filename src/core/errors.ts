// The one error class. Every service keeps a dictionary of functions that build its errors.
import type { Decision, Explanation } from './access-check.ts';
import { shortText } from './short-text.ts';

/** Elements that some errors carry beside code and message, such as S3's `BucketName` or SES's `Bucket`. */
export type ErrorMembers = Readonly<Record<string, string | number | undefined>>;

export class AwsError extends Error {
  readonly members: ErrorMembers;

  /**
   * @param code AWS's error code, as it stands on the wire (`NotFoundException`, `NoSuchBucket`).
   * @param status HTTP status.
   * @param message AWS's text; undefined where AWS sends no message member at all. What it repeats of a request
   *   may be of any length, and is cut here, as in members.
   * @param members further elements of the error body, in the order in which AWS writes them.
   * @param headers HTTP headers that the answer must carry (a 304's ETag, a 405's Allow).
   */
  constructor(
    readonly code: string,
    readonly status: number,
    message?: string,
    members: ErrorMembers = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message === undefined ? undefined : shortText(message));
    this.name = 'AwsError';
    this.members = shortMembers(members);
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

/** The very same where nothing is too long, which is nearly always. */
function shortMembers(members: ErrorMembers): ErrorMembers {
  let short: Record<string, string | number | undefined> | undefined;
  for (const name in members) {
    const value = members[name];
    if (typeof value !== 'string') continue;
    const text = shortText(value);
    if (text !== value) short = { ...(short ?? members), [name]: text };
  }
  return short ?? members;
}
