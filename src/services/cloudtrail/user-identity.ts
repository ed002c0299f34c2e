// userIdentity: who called, as the caller's account and as another account sees it.
import {
  type AnonymousPrincipal,
  type Principal,
  principalAccount,
  principalArn,
  type ServicePrincipal,
} from '../../core/call.ts';
import type { CallFacts, Entry } from './entry.ts';

export type UserIdentity = Readonly<Record<string, unknown>>;

/** Another account is told the caller's id and account, never its name (CloudTrail guide, userIdentity). */
export function userIdentity({ call, observed }: Entry, recipient: string): UserIdentity {
  if (observed.identity) return observed.identity;
  const account = principalAccount(call.principal);
  const foreign = account !== undefined && account !== recipient;
  const identity = foreign
    ? { type: 'AWSAccount', principalId: principalId(call.principal), accountId: account }
    : describe(call.principal);
  const invokedBy = forwardingService(call);
  return invokedBy === undefined ? identity : { ...identity, invokedBy };
}

/**
 * The service that makes a call for its caller: `s3.eu-west-1.amazonaws.com` in its own words, `s3.amazonaws.com`
 * in CloudTrail's. A service that has its own mail or log file sealed stays who it is; one that works as a role
 * (replication) is told by where the call comes from.
 */
export function forwardingService({ viaService, principal, sourceIp }: CallFacts): string | undefined {
  if (principal.type === 'service') return undefined;
  if (viaService !== undefined) return viaService.replace(/^([^.]+)\..+(?=\.amazonaws\.com)/, '$1');
  return sourceIp.endsWith('.amazonaws.com') ? sourceIp : undefined;
}

/** `root`, an IAM user's name or a role session's: LookupEvents' Username. */
export function userName(principal: Principal): string | undefined {
  switch (principal.type) {
    case 'root':
      return 'root';
    case 'user':
      return principal.name;
    case 'role':
      return principal.sessionName;
    case 'federated':
      return principal.name;
    default:
      return undefined;
  }
}

export const accessKeyId = (principal: Principal): string | undefined =>
  'accessKeyId' in principal ? principal.accessKeyId : undefined;

function principalId(principal: Principal): string {
  switch (principal.type) {
    case 'root':
      return principal.account;
    case 'user':
      return principal.id;
    case 'role':
      return `${principal.roleId}:${principal.sessionName}`;
    case 'federated':
      return `${principal.account}:${principal.name}`;
    default:
      return '';
  }
}

function describe(principal: Principal): UserIdentity {
  if (principal.type === 'service') return { type: 'AWSService', invokedBy: principal.service };
  if (principal.type === 'anonymous') {
    return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  }
  const { account, accessKeyId: key } = principal;
  const facts = {
    principalId: principalId(principal),
    arn: principalArn(principal),
    accountId: account,
    ...(key !== undefined && { accessKeyId: key }),
  };
  const session = sessionContext(principal);
  if (principal.type === 'root') return { type: 'Root', ...facts, ...session };
  if (principal.type === 'user') return { type: 'IAMUser', ...facts, userName: principal.name, ...session };
  const type = principal.type === 'role' ? 'AssumedRole' : 'FederatedUser';
  return { type, ...facts, ...session };
}

type Lasting = Exclude<Principal, ServicePrincipal | AnonymousPrincipal>;

/** Whom a role's credentials were issued for, and who had those of a federated user made. */
function sessionIssuer(principal: Lasting) {
  const accountId = principal.account;
  if (principal.type === 'role') {
    const { roleId: principalId, roleArn: arn, roleName: userName } = principal;
    return { type: 'Role', principalId, arn, accountId, userName };
  }
  if (principal.type !== 'federated') return undefined;
  const { user } = principal;
  return user
    ? { type: 'IAMUser', principalId: user.id, arn: user.arn, accountId, userName: user.name }
    : { type: 'Root', principalId: accountId, arn: `arn:aws:iam::${accountId}:root`, accountId };
}

/** Told of temporary credentials alone. */
function sessionContext(principal: Lasting) {
  const { session } = principal;
  if (session === undefined && principal.type !== 'role') return {};
  const { issued, mfa = false, sourceIdentity } = session ?? {};
  const issuer = sessionIssuer(principal);
  const sessionContext = {
    ...(issuer && { sessionIssuer: issuer }),
    attributes: {
      ...(issued !== undefined && { creationDate: `${new Date(issued).toISOString().slice(0, 19)}Z` }),
      mfaAuthenticated: String(mfa),
    },
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  };
  return { sessionContext };
}
