// What STS needs of IAM: roles, and managed policies given as session policies.
import type { FindCredential } from '../../core/credentials.ts';
import type { AccountId } from '../../core/ids.ts';

export interface Role {
  readonly arn: string;
  readonly account: AccountId;
  readonly name: string;
  readonly id: string;
  /** JSON text. */
  readonly trustPolicy: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface OpenIdProvider {
  readonly arn: string;
  /** Without its scheme, as condition keys begin. */
  readonly url: string;
  readonly clientIds: readonly string[];
}

export interface Identities {
  /** The user or the role of a unique id (`AIDA…`, `AROA…`), by the name it has now; undefined once it is deleted. */
  readonly find: (id: string) => { readonly arn: string; readonly name: string } | undefined;
  /** Grows with every change, so that the answer may be kept until the next one. */
  readonly revision: () => number;
}

export interface StsPorts {
  readonly findRole: (arn: string) => Role | undefined;
  /** Without it PolicyArns are refused as unknown. */
  readonly findPolicyDocument?: (arn: string, account: AccountId) => string | undefined;
  /** The account's provider for an issuer, as tokens name it; without it no token is believed. */
  readonly findOpenIdProvider?: (issuer: string, account: AccountId) => OpenIdProvider | undefined;
  /** Keys of users, for GetAccessKeyInfo. */
  readonly findCredential?: FindCredential;
  /** Whose sessions stand; without it nobody's role or user is ever deleted. */
  readonly identities?: Identities;
}
