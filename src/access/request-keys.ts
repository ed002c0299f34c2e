// The condition keys of a request: what the operation said of itself, and the global keys that follow from
// the call. Nothing is gathered before a condition asks.
//
// IAM guide "AWS global condition context keys"; facts/ses-receiving.md §4 for what SES must supply.
import { isIP } from 'node:net';
import type { AccessCheck, ConditionValue } from '../core/access-check.ts';
import type { Call, Principal, SessionFacts } from '../core/call.ts';
import { principalAccount } from '../core/call.ts';
import type { Lookup } from './template.ts';

export type Tags = Readonly<Record<string, string>>;

/** @param tagsOf the caller's tags (`aws:PrincipalTag/…`), asked at most once. */
export function createLookup(check: AccessCheck, call: Call, tagsOf: () => Tags | undefined): Lookup {
  let own: ReadonlyMap<string, readonly string[]> | undefined;
  let tags: ReadonlyMap<string, readonly string[]> | undefined;
  return (key) => {
    if (check.context) {
      own ??= lowerKeys(check.context);
      const values = own.get(key);
      if (values) return values;
    }
    if (key.startsWith(PRINCIPAL_TAG)) {
      tags ??= lowerKeys(tagsOf() ?? {});
      return tags.get(key.slice(PRINCIPAL_TAG.length));
    }
    const value = derive(key, check, call);
    return value === undefined ? undefined : asValues(value);
  };
}

const PRINCIPAL_TAG = 'aws:principaltag/';

const asValues = (value: ConditionValue): readonly string[] =>
  typeof value === 'object' ? value : [String(value)];

/** Keys that differ only by case are one key to a policy; their values come together. */
function lowerKeys(
  context: Readonly<Record<string, ConditionValue | undefined>>,
): ReadonlyMap<string, readonly string[]> {
  const lower = new Map<string, readonly string[]>();
  for (const name in context) {
    const value = context[name];
    if (value === undefined) continue;
    const key = name.toLowerCase();
    lower.set(key, [...(lower.get(key) ?? []), ...asValues(value)]);
  }
  return lower;
}

function derive(key: string, check: AccessCheck, call: Call): ConditionValue | undefined {
  if (key.startsWith('aws:')) return globalKey(key, check, call);
  if (key.startsWith('kms:')) return kmsKey(key, check, call);
  if (key.startsWith('s3:')) return s3Key(key, check, call);
  return undefined;
}

function globalKey(key: string, check: AccessCheck, call: Call): ConditionValue | undefined {
  const { principal } = call;
  switch (key) {
    case 'aws:sourceaccount':
      return call.source?.account;
    case 'aws:sourcearn':
      return call.source?.arn;
    case 'aws:referer':
      return call.referer;
    case 'aws:principalarn':
      return policyArn(principal);
    case 'aws:principalaccount':
      return principalAccount(principal);
    case 'aws:principaltype':
      return PRINCIPAL_TYPES[principal.type];
    case 'aws:userid':
      return userId(principal);
    case 'aws:username':
      return principal.type === 'user' ? principal.name : undefined;
    case 'aws:sourceip':
      // A call that a service makes or forwards does not come from the caller's address: the guide pairs
      // this key with aws:ViaAWSService for that reason.
      return call.viaService === undefined && isIP(call.sourceIp) ? call.sourceIp : undefined;
    case 'aws:securetransport':
      return call.secure;
    case 'aws:currenttime':
      return new Date(call.time).toISOString();
    case 'aws:epochtime':
      return Math.floor(call.time / 1000);
    case 'aws:useragent':
      return call.userAgent;
    case 'aws:requestedregion':
      return call.region;
    case 'aws:resourceaccount':
      return check.account;
    case 'aws:viaawsservice':
      return call.viaService !== undefined;
    case 'aws:calledvia':
      return call.viaService === undefined ? undefined : [globalServiceName(call.viaService)];
    case 'aws:calledviafirst':
    case 'aws:calledvialast':
      return call.viaService === undefined ? undefined : globalServiceName(call.viaService);
    case 'aws:principalisawsservice':
      return principal.type === 'service';
    case 'aws:principalservicename':
      return principal.type === 'service' ? principal.service : undefined;
    case 'aws:principalservicenameslist':
      return principal.type === 'service' ? [principal.service] : undefined;
    case 'aws:tokenissuetime':
      return sessionOf(principal) && new Date(sessionOf(principal)?.issued ?? 0).toISOString();
    // Long-term keys have no such key: policies ask with BoolIfExists.
    case 'aws:multifactorauthpresent':
      return sessionOf(principal) && sessionOf(principal)?.mfa === true;
    case 'aws:sourceidentity':
      return sessionOf(principal)?.sourceIdentity;
    default:
      return undefined;
  }
}

const sessionOf = (principal: Principal): SessionFacts | undefined =>
  'session' in principal ? principal.session : undefined;

const PRINCIPAL_TYPES: Readonly<Record<Principal['type'], string | undefined>> = {
  root: 'Account',
  user: 'User',
  role: 'AssumedRole',
  federated: 'FederatedUser',
  anonymous: 'Anonymous',
  service: undefined,
};

/** For a session aws:PrincipalArn is the role's ARN, not the session's. */
function policyArn(principal: Principal): string | undefined {
  switch (principal.type) {
    case 'root':
      return `arn:aws:iam::${principal.account}:root`;
    case 'user':
    case 'federated':
      return principal.arn;
    case 'role':
      return principal.roleArn;
    default:
      return undefined;
  }
}

function userId(principal: Principal): string | undefined {
  switch (principal.type) {
    case 'root':
      return principal.account;
    case 'user':
      return principal.id;
    case 'role':
      return `${principal.roleId}:${principal.sessionName}`;
    case 'federated':
      return `${principal.account}:${principal.name}`;
    case 'anonymous':
      return 'anonymous';
    default:
      return undefined;
  }
}

/** `s3.eu-west-1.amazonaws.com` is `s3.amazonaws.com` to aws:CalledVia. */
const globalServiceName = (service: string): string =>
  service.replace(/^([^.]+)\..*?(amazonaws\..+)$/, '$1.$2');

function kmsKey(key: string, check: AccessCheck, call: Call): ConditionValue | undefined {
  if (!check.action.startsWith('kms:')) return undefined;
  if (key === 'kms:viaservice') return call.viaService;
  return key === 'kms:calleraccount' ? principalAccount(call.principal) : undefined;
}

function s3Key(key: string, check: AccessCheck, call: Call): ConditionValue | undefined {
  const { signature } = call;
  if (!check.action.startsWith('s3:') || !signature || signature.type === 'none') return undefined;
  switch (key) {
    case 's3:authtype':
      return signature.type;
    case 's3:signatureversion':
      return signature.version;
    case 's3:signatureage':
      return signature.age;
    case 's3:x-amz-content-sha256':
      return call.contentSha256;
    default:
      return undefined;
  }
}
