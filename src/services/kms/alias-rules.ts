// What an alias may be called, what it may point at, and the permission on the alias itself.
import type { AccessCheck } from '../../core/access-check.ts';
import { parseArn } from '../../core/arn.ts';
import type { Call } from '../../core/call.ts';
import type { Alias } from './alias-store.ts';
import type { KmsDeps } from './deps.ts';
import * as errors from './errors.ts';
import { aliasArnOf, type Key } from './key.ts';
import { resolveKey } from './key-resolution.ts';

const PREFIX = 'alias/';

/** For the operations that write aliases; `alias/aws/` is AWS's own. */
export function requireAliasName(name: string): void {
  if (!name.startsWith(PREFIX) || name.length === PREFIX.length) {
    throw errors.validation(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  }
  if (name.startsWith('alias/aws/')) throw errors.notAuthorized();
  if (name.includes(':')) {
    throw errors.validation(`${name} contains invalid characters for an alias`);
  }
}

/** A quota of AWS's own (facts/kms.md §6). */
const MAX_ALIASES_PER_KEY = 50;

export function requireRoomForAlias(key: Key): void {
  if (key.aliases.length < MAX_ALIASES_PER_KEY) return;
  throw errors.limitExceeded(`You have reached the limit of ${MAX_ALIASES_PER_KEY} aliases for this key.`);
}

/** A key id or key ARN, of the caller's own account. */
export function resolveTarget(deps: KmsDeps, call: Call, named: string, action: string): Key {
  const resource = parseArn(named)?.resource ?? named;
  if (resource.startsWith(PREFIX)) throw errors.validation('Aliases must refer to keys. Not aliases');
  return resolveKey(deps, call, named, { action });
}

export function requireAlias(deps: KmsDeps, call: Call, name: string): Alias {
  const found = deps.aliases.find(call.account, call.region, name);
  if (found) return found;
  throw errors.aliasNotFound(aliasArnOf(call.account, call.region, name));
}

/** Aliases have no policy of their own: identity policies decide about them. */
export const aliasCheck = (action: string, name: string, { account, region }: Call): AccessCheck => ({
  action: `kms:${action}`,
  resource: aliasArnOf(account, region, name),
  account,
});
