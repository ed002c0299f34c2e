// Later changes of an admitted version: its tags, ACL and lock are carried to the replica, each that differs
// and each with its own permission.

import { ownershipOf } from '../ownership.ts';
import type { ObjectLock, ObjectVersion } from '../versions/object-version.ts';
import { Refused } from './failure.ts';
import { checkLock, type Passage, type Route } from './permissions.ts';
import type { ReplicateDeps } from './replicate.ts';
import { requireAllowed } from './role-session.ts';
import type { KeyCall } from './task.ts';
import type { Outcome } from './worker.ts';

const differ = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) !== JSON.stringify(other ?? null);

export function carryChanges(
  { objects, buckets, database }: ReplicateDeps,
  route: Route,
  passage: Passage | undefined,
  keyCalls: readonly KeyCall[],
): Outcome {
  const { destination, version } = route;
  const replica = objects.version(destination, version.key, version.versionId);
  if (!replica) throw new Refused('DstVersionNotFound', `${destination.name} does not have this version`);
  const changes = passage
    ? changesOf(route, replica, passage, ownershipOf(destination, { buckets }) === 'BucketOwnerEnforced')
    : [];
  return {
    kind: 'ended',
    status: 'COMPLETED',
    explanation: passage?.note,
    keyCalls,
    commit: (end) =>
      database.commit(() => {
        end();
        for (const change of changes) change(objects, replica);
      }),
  };
}

type Change = (objects: ReplicateDeps['objects'], replica: ObjectVersion) => void;

function changesOf(
  route: Route,
  replica: ObjectVersion,
  { tags, lock, note }: Passage,
  aclsOff: boolean,
): Change[] {
  const { session, destination, version, rule } = route;
  const on = (action: string) => session.onObject(action, destination, version.key);
  const changes: Change[] = [];
  if (note === undefined && differ(tags ?? [], replica.tags ?? [])) {
    const decision = on('s3:ReplicateTags');
    if (decision.outcome === 'explicit deny') requireAllowed(decision, 'DstPutTaggingNotPermitted');
    else requireAllowed(on('s3:ReplicateObject'), 'DstPutTaggingNotPermitted');
    changes.push((objects, target) => objects.setTags(target, tags));
  }
  if (!aclsOff && rule.owner === undefined && differ(version.acl, replica.acl)) {
    requireAllowed(on('s3:ReplicateObject'), 'DstPutAclNotPermitted');
    changes.push((objects, target) => objects.setAcl(target, version.acl));
  }
  // What the source has not, the destination's own default may have put there: it stays.
  const wanted: ObjectLock = {
    ...(lock.mode ? { mode: lock.mode, until: lock.until } : pick(replica.lock)),
    legalHold: lock.legalHold ?? replica.lock.legalHold,
  };
  if (differ(wanted, replica.lock)) {
    checkLock(route, lock);
    changes.push((objects, target) => objects.setLock(target, wanted));
  }
  return changes;
}

const pick = ({ mode, until }: ObjectLock): ObjectLock => ({ mode, until });
