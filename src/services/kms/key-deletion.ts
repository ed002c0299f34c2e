// The end of a key: its material is destroyed, and a waiting multi-Region primary moves on.
import type { AliasStore } from './alias-store.ts';
import { daysAfter } from './dates.ts';
import type { GrantStore } from './grant-store.ts';
import type { Key } from './key.ts';
import type { KeyStore } from './key-store.ts';

export const DEFAULT_PENDING_WINDOW = 30;

interface Stores {
  readonly keys: KeyStore;
  readonly grants: GrantStore;
  readonly aliases: AliasStore;
}

/** Inside a commit. */
export function deleteKey({ keys, grants, aliases }: Stores, key: Key, now: number): void {
  const related = keys.related(key).filter(({ arn }) => arn !== key.arn);
  keys.remove(key);
  grants.drop(key.arn);
  aliases.forget();
  // A primary's own waiting period begins when the last of its replicas is gone (ScheduleKeyDeletion's page).
  const primary = related.find(({ state }) => state === 'PendingReplicaDeletion');
  if (!primary || related.length > 1) return;
  const window = primary.pendingWindow ?? DEFAULT_PENDING_WINDOW;
  keys.save({ ...primary, state: 'PendingDeletion', deletionDate: daysAfter(now, window) });
}
