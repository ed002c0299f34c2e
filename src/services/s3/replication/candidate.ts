// A stored version as rule selection sees it.
import type { ObjectVersion } from '../versions/object-version.ts';
import type { Candidate } from './rules.ts';

export function candidateOf(version: ObjectVersion, byLifecycle: boolean): Candidate {
  const tags: Record<string, string> = Object.create(null);
  for (const { Key, Value } of version.tags ?? []) tags[Key] = Value;
  return {
    key: version.key,
    deleteMarker: version.deleteMarker,
    tags,
    encryption: version.envelope.mode,
    storageClass: version.storageClass,
    byLifecycle,
  };
}

/**
 * What a lifecycle rule does is never replicated. Its transactions are synchronous, so a flag that stands
 * while one runs cannot be seen by any other.
 */
export const lifecycle = {
  isRunning: false,
  during<T>(work: () => T): T {
    lifecycle.isRunning = true;
    try {
      return work();
    } finally {
      lifecycle.isRunning = false;
    }
  },
};
