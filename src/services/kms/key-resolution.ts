// From what a caller calls a key (id, key ARN, alias, alias ARN) to the key (facts/kms.md §7).
import { parseArn } from '../../core/arn.ts';
import { type Call, principalAccount } from '../../core/call.ts';
import type { AccountId } from '../../core/ids.ts';
import type { KmsDeps } from './deps.ts';
import * as errors from './errors.ts';
import { aliasArnOf, type Key, type KeyArn, keyArnOf } from './key.ts';

/** Who may be named, and how. */
export interface Naming {
  /** `kms:Encrypt`: for the refusal of another account's key. */
  readonly action: string;
  /** Cryptographic operations, DescribeKey and GetPublicKey take aliases; management takes ids and key ARNs. */
  readonly aliases?: boolean;
  /** Whether the operation works on another account's key at all ("Cross-account use" of its page). */
  readonly crossAccount?: boolean;
}

const KEY_ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;
const ALIAS = 'alias/';

export function resolveKey(deps: KmsDeps, call: Call, named: string, naming: Naming): Key {
  if (named.startsWith('arn:')) return resolveArn(deps, call, named, naming);
  if (named.startsWith(ALIAS)) {
    if (!naming.aliases) throw errors.invalidKeyId(named);
    return resolveAlias(deps, call, call.account, named, naming);
  }
  if (!KEY_ID.test(named)) throw errors.invalidKeyId(named);
  return findKey(deps, call, keyArnOf(call.account, call.region, named), call.account, naming);
}

function resolveArn(deps: KmsDeps, call: Call, named: string, naming: Naming): Key {
  // A key in the cache under that very name needs no taking apart; a stranger's is told of as below.
  const cached = deps.keys.cached(named as KeyArn);
  if (cached && cached.region === call.region && !isForeign(call, cached.account)) return cached;
  const arn = parseArn(named);
  if (arn?.service !== 'kms') throw errors.invalidArn(`Invalid arn ${named}`);
  if (arn.region !== call.region) throw errors.notFound(`Invalid arn ${arn.region}`);
  const account = arn.account as AccountId;
  if (arn.resource.startsWith(ALIAS)) {
    if (!naming.aliases) throw errors.invalidKeyId(named);
    return resolveAlias(deps, call, account, arn.resource, naming);
  }
  const [kind, id, ...more] = arn.resource.split('/');
  if (kind !== 'key' || id === undefined || more.length > 0) throw errors.invalidArn(`Invalid arn ${named}`);
  if (!KEY_ID.test(id)) throw errors.invalidKeyId(id);
  return findKey(deps, call, named as KeyArn, account, naming);
}

function resolveAlias(deps: KmsDeps, call: Call, account: AccountId, name: string, naming: Naming): Key {
  const found = deps.aliases.find(account, call.region, name);
  const keyArn = found?.keyArn ?? deps.managed.provide(call, account, name);
  if (keyArn) return findKey(deps, call, keyArn, account, naming);
  if (isForeign(call, account)) throw errors.foreignDenied(naming.action, call);
  throw errors.aliasNotFound(aliasArnOf(account, call.region, name));
}

function findKey(deps: KmsDeps, call: Call, arn: KeyArn, account: AccountId, naming: Naming): Key {
  const foreign = isForeign(call, account);
  if (foreign && !naming.crossAccount) throw errors.foreignDenied(naming.action, call);
  const key = deps.keys.find(arn);
  if (key) return key;
  // Whether another account's key exists is nobody's business.
  if (foreign) throw errors.foreignDenied(naming.action, call);
  throw errors.keyNotFound(arn);
}

const isForeign = (call: Call, account: AccountId): boolean =>
  account !== (principalAccount(call.principal) ?? call.account);

/** The alias a caller used, for `kms:RequestAlias`. */
export function requestAlias(named: string | undefined): string | undefined {
  if (named === undefined) return undefined;
  if (named.startsWith(ALIAS)) return named;
  const at = named.indexOf(`:${ALIAS}`);
  return at < 0 ? undefined : named.slice(at + 1);
}
