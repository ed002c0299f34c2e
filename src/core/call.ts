// Who calls, from where, on whose behalf: what every stage of the pipeline knows of a request.
import type { AccountId, Region } from './ids.ts';

export type Principal =
  | RootPrincipal
  | UserPrincipal
  | RolePrincipal
  | FederatedPrincipal
  | ServicePrincipal
  | AnonymousPrincipal;

/** What temporary credentials remember of how they were made. */
export interface SessionFacts {
  /** Milliseconds since the epoch. */
  readonly issued: number;
  readonly mfa?: boolean;
  readonly sourceIdentity?: string;
}

/** The account itself: every access key that IAM did not create. */
export interface RootPrincipal {
  readonly type: 'root';
  readonly account: AccountId;
  readonly accessKeyId?: string;
  readonly session?: SessionFacts;
}
export interface UserPrincipal {
  readonly type: 'user';
  readonly account: AccountId;
  /** `arn:aws:iam::111122223333:user/path/name` */
  readonly arn: string;
  readonly name: string;
  /** `AIDA…` */
  readonly id: string;
  readonly accessKeyId?: string;
  readonly session?: SessionFacts;
}
/** A session of a role. */
export interface RolePrincipal {
  readonly type: 'role';
  readonly account: AccountId;
  /** `arn:aws:iam::111122223333:role/path/name`: what policies name. */
  readonly roleArn: string;
  readonly roleName: string;
  /** `AROA…` */
  readonly roleId: string;
  readonly sessionName: string;
  /** `arn:aws:sts::111122223333:assumed-role/name/session`: what messages and events show. */
  readonly arn: string;
  /** JSON documents given to AssumeRole: they can only narrow. */
  readonly sessionPolicies?: readonly string[];
  readonly sessionTags?: Readonly<Record<string, string>>;
  readonly accessKeyId?: string;
  readonly session?: SessionFacts;
}
/** A session that a user, or the root, made by GetFederationToken for somebody IAM does not know. */
export interface FederatedPrincipal {
  readonly type: 'federated';
  readonly account: AccountId;
  /** `arn:aws:sts::111122223333:federated-user/name` */
  readonly arn: string;
  readonly name: string;
  /** Whose policies bind it; absent where the root made it. */
  readonly user?: Pick<UserPrincipal, 'arn' | 'name' | 'id'>;
  /** What it may at most: nothing, where there is none. */
  readonly sessionPolicies: readonly string[];
  readonly sessionTags?: Readonly<Record<string, string>>;
  readonly accessKeyId?: string;
  readonly session?: SessionFacts;
}
/** `ses.amazonaws.com` and its like: admitted by resource policies alone. */
export interface ServicePrincipal {
  readonly type: 'service';
  readonly service: string;
}
export interface AnonymousPrincipal {
  readonly type: 'anonymous';
}

export interface Call {
  readonly principal: Principal;
  /** The account in which unqualified names (`alias/x`, a rule set's name) are looked up. */
  readonly account: AccountId;
  readonly region: Region;
  readonly requestId: string;
  /** Milliseconds since the epoch, on the injected clock. */
  readonly time: number;
  /** The caller's address, or a service's name (`ses.amazonaws.com`) for a call one service makes. */
  readonly sourceIp: string;
  readonly userAgent: string;
  /** The URL that was asked, without its query string; SQS's queue URLs are made of it. Absent inside. */
  readonly url?: string;
  /** Whether the request's body was a long one, and so may be what is kept of the call. */
  readonly bulky?: boolean;
  /** Whether the request came over TLS (`aws:SecureTransport`). */
  readonly secure: boolean;
  /** `s3.eu-west-1.amazonaws.com`: the service that forwards this call for its caller (`kms:ViaService`). */
  readonly viaService?: string;
  /** For whom a service principal acts (`aws:SourceAccount`, `aws:SourceArn`). */
  readonly source?: { readonly account: AccountId; readonly arn: string };
  /** The Referer header; for a service principal, the account it acts for (`aws:Referer`). */
  readonly referer?: string | undefined;
  /** The X-Amzn-Trace-Id header, which X-Ray follows a request by. */
  readonly trace?: string | undefined;
  /** The x-amz-content-sha256 header (`s3:x-amz-content-sha256`). */
  readonly contentSha256?: string | undefined;
  /** The x-amz-request-payer header, in a presigned URL a parameter: who pays for a request to S3. */
  readonly requestPayer?: string | undefined;
  /** S3 condition keys and the like that the wire knows (`s3:authType`, `s3:signatureversion`). */
  readonly signature?: SignatureFacts;
  /**
   * Between services: runs within the transaction that makes the call's effect durable, so that the caller's
   * note of it stands or falls with it. Kept by operations with one effect (s3:PutObject, sns:Publish, sqs:SendMessage).
   */
  readonly alongside?: (output: unknown) => void;
}

/**
 * The same call as a service makes it on for its caller (`kms:ViaService`). Every write of a sealed object does: a
 * literal of all members, for a spread of them costs 3 us and leaves twice the garbage.
 */
export const forwardedCall = (call: Call, region: Region, viaService: string): Call => ({
  principal: call.principal,
  account: call.account,
  region,
  requestId: call.requestId,
  time: call.time,
  sourceIp: call.sourceIp,
  userAgent: call.userAgent,
  url: call.url,
  secure: call.secure,
  viaService,
  source: call.source,
  referer: call.referer,
  signature: call.signature,
});

/** Version 4, and 4A for a set of Regions. */
export type SignatureAlgorithm = 'AWS4-HMAC-SHA256' | 'AWS4-ECDSA-P256-SHA256';

export interface SignatureFacts {
  readonly version: SignatureAlgorithm | 'AWS' | 'none';
  readonly type: 'REST-HEADER' | 'REST-QUERY-STRING' | 'POST' | 'none';
  /** Milliseconds since the request was signed. */
  readonly age?: number;
}

/** The ARN that AWS shows for a principal in messages; a service's name for a service. */
export function principalArn(principal: Principal): string {
  switch (principal.type) {
    case 'root':
      return `arn:aws:iam::${principal.account}:root`;
    case 'user':
    case 'role':
    case 'federated':
      return principal.arn;
    case 'service':
      return principal.service;
    case 'anonymous':
      return 'anonymous';
  }
}

/** Alike for callers who may do the same: sessions of a role are one, unless policies of their own narrow them. */
export function authorityOf(principal: Principal): string {
  switch (principal.type) {
    case 'role':
      return `${principal.roleArn} ${principal.sessionPolicies ?? ''}`;
    case 'federated':
      return `${principal.arn} ${principal.user?.arn ?? ''} ${principal.sessionPolicies}`;
    default:
      return principalArn(principal);
  }
}

export const principalAccount = (principal: Principal): AccountId | undefined =>
  'account' in principal ? principal.account : undefined;
