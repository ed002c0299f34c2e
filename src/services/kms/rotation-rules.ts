// Which keys may rotate, and how they say no.
import type { KmsDeps } from './deps.ts';
import * as errors from './errors.ts';
import type { Key } from './key.ts';
import { isSymmetric } from './key-spec.ts';
import { refuseIn } from './key-state.ts';

/** Automatic rotation: symmetric keys with material of AWS's own; without a message for the others (recorded). */
export function requireAutomaticallyRotatable(key: Key): void {
  if (!isSymmetric(key.spec)) throw errors.unsupported();
  if (key.origin !== 'AWS_KMS') throw errors.wrongOrigin(key.arn, key.origin);
}

/** Set on the primary; AWS carries it to the replicas (EnableKeyRotation's page). */
export function requireRotationSettable(key: Key): void {
  refuseIn(key, 'Disabled', 'PendingDeletion', 'PendingReplicaDeletion', 'Creating');
  requireAutomaticallyRotatable(key);
  if (key.multiRegion === 'REPLICA') throw errors.notPrimary(key.arn);
}

/** Inside a commit: the same schedule on every key of a multi-Region set. */
export function setRotation(
  { keys }: KmsDeps,
  key: Key,
  rotationPeriod: number | null,
  nextRotation: number | null,
): void {
  const set = key.multiRegion ? keys.related(key) : [key];
  for (const each of set) keys.save({ ...each, rotationPeriod, nextRotation });
}
