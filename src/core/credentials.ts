// Access keys as the authentication stage sees them; IAM and STS keep them.
import type { Principal } from './call.ts';

export interface Credential {
  readonly secretAccessKey: string;
  readonly principal: Principal;
  /** Temporary credentials must come with it. */
  readonly sessionToken?: string;
  /** Milliseconds since the epoch; past it the token is expired. */
  readonly expiresAt?: number;
  /** False for a key that was made inactive. */
  readonly active: boolean;
}

/** Undefined for a key nobody created: such a caller is its account's root. */
export type FindCredential = (accessKeyId: string) => Credential | undefined;

/** The policies that bind a principal, as JSON documents. */
export interface PrincipalPolicies {
  readonly identity: readonly NamedPolicy[];
  /** Present: nothing beyond it is allowed by identity policies. */
  readonly boundary?: NamedPolicy;
  readonly session?: readonly NamedPolicy[];
  /** `aws:PrincipalTag/…` */
  readonly tags?: Readonly<Record<string, string>>;
}
export interface NamedPolicy {
  /** As explanations show it: `inline policy replicate of role/replication`. */
  readonly name: string;
  /** The policy's own name, as the policy simulator shows it. */
  readonly id?: string;
  readonly document: string;
}

export type PoliciesOf = (principal: Principal) => PrincipalPolicies;
