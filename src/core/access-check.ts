// What an operation asks of the authorizer, and what it is told.

import type { Call } from './call.ts';
import type { AccountId } from './ids.ts';

/** Values of condition keys; a list makes the key multivalued. Absent keys are absent. */
export type ConditionContext = Readonly<Record<string, ConditionValue | undefined>>;
export type ConditionValue = string | number | boolean | readonly string[];

/** One action on one resource. */
export interface AccessCheck {
  /** `kms:GenerateDataKey` */
  readonly action: string;
  /** The ARN that statements are matched against. */
  readonly resource: string;
  /** The account that owns the resource: another account's caller needs both sides' leave. */
  readonly account: AccountId;
  /** The resource's own policy, as JSON text: a bucket policy, a key policy, a role's trust policy. */
  readonly policy?: string | undefined;
  /**
   * `key`: identity policies count only if the resource policy lets the account in (KMS).
   * `trust`: the resource policy alone decides (sts:AssumeRole within an account).
   * `denies`: the policy is not of the resource's owner: what it denies counts, what it allows does not.
   */
  readonly policyRule?: 'key' | 'trust' | 'denies';
  /** The operation's own condition keys (`kms:EncryptionContext:…`, `s3:prefix`); global keys are added. */
  readonly context?: ConditionContext;
  /**
   * Another ground for leave (a grant, an ACL), asked only when the policies neither allow nor deny
   * explicitly; answers what granted it.
   */
  readonly otherwise?: () => string | undefined;
  /**
   * Whom `otherwise` lets in: the caller itself (a KMS grant), or with `account` the caller's account, whose own
   * policies must then let the caller (an ACL).
   */
  readonly otherwiseFor?: 'account';
  /** What a refusal tells in headers all the same (HeadBucket's region). */
  readonly refusalHeaders?: Readonly<Record<string, string>>;
}

export interface Decision {
  readonly allowed: boolean;
  readonly outcome: 'allowed' | 'explicit deny' | 'implicit deny';
  /**
   * The kind of policy that decided, in the words of AWS's messages: `identity-based policy`,
   * `resource-based policy`, `permissions boundary`, `session policy`; or what `otherwise` answered.
   */
  readonly decidedBy: string;
  /** Every statement looked at, and the condition that failed with the values compared. Costs an evaluation. */
  readonly explain: () => Explanation;
}

export interface Explanation {
  readonly summary: string;
  readonly statements: readonly StatementReport[];
}
export interface StatementReport {
  /** `key policy`, `identity policy of role/replication`, … */
  readonly policy: string;
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly matched: boolean;
  /** The first thing that did not fit: `Condition StringEquals aws:SourceAccount: '1' is none of ['2']`. */
  readonly failed?: string;
}

export type Authorize = (check: AccessCheck, call: Call) => Decision;
