// The one way to change a key's record: read again inside the transaction, judged there, saved there.
import type { KmsDeps } from './deps.ts';
import * as errors from './errors.ts';
import type { Key, KeyRecord } from './key.ts';

/** @param change sees the key as it is now, which another request may have changed since `resolve`; may throw. */
export const changeKey = (deps: KmsDeps, key: Key, change: (current: Key) => KeyRecord): Promise<void> =>
  commitOn(deps, key, (current) => deps.keys.save(change(current)));

export function commitOn<T>(deps: KmsDeps, { arn }: Key, work: (current: Key) => T): Promise<T> {
  return deps.commit(() => {
    const current = deps.keys.find(arn);
    if (!current) throw errors.keyNotFound(arn);
    return work(current);
  });
}
