// One task, from the row to its outcome: the role is assumed, each permission asked on its own, the object
// sealed anew for its destination, and one transaction makes the replica and the COMPLETED at once.
import type { Platform } from '../../../platform/platform.ts';
import type { Bucket, BucketRowId, BucketStore } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import type { EncryptionConfiguration } from '../encryption/choose.ts';
import { lockOf } from '../object-lock.ts';
import { ownershipOf } from '../ownership.ts';
import {
  type ObjectLock,
  type ObjectVersion,
  UNSEALED,
  type VersionDraft,
} from '../versions/object-version.ts';
import { Refused } from './failure.ts';
import { carryChanges } from './modification.ts';
import {
  checkConfiguration,
  checkMarker,
  checkRead,
  checkWrite,
  type Passage,
  type Route,
} from './permissions.ts';
import { type Resealed, reseal } from './reseal.ts';
import { RoleSession } from './role-session.ts';
import type { KeyCall, Task } from './task.ts';
import type { Outcome } from './worker.ts';

export type ReplicateDeps = Pick<
  S3Deps,
  | 'buckets'
  | 'objects'
  | 'uploads'
  | 'bodies'
  | 'dataKeys'
  | 'ports'
  | 'settings'
  | 'notifications'
  | keyof Platform
>;

/** Runs a task once. What it rejects with is transient. */
export async function replicate(deps: ReplicateDeps, task: Task): Promise<Outcome> {
  const keyCalls: KeyCall[] = [];
  try {
    return await attempt(deps, task, keyCalls);
  } catch (error) {
    if (error instanceof Refused) {
      const { reason: failureReason, explanation } = error;
      return { kind: 'ended', status: 'FAILED', failureReason, explanation, keyCalls };
    }
    if (error instanceof Error && 'code' in error) {
      return { kind: 'postponed', explanation: `${String(error.code)}: ${error.message}`, keyCalls };
    }
    throw error;
  }
}

async function attempt(deps: ReplicateDeps, task: Task, keyCalls: KeyCall[]): Promise<Outcome> {
  const { buckets, objects, ports, random, clock } = deps;
  const source = buckets.byId(task.bucket as BucketRowId);
  const version = source && objects.version(source, task.key, task.versionId);
  if (!version) return { kind: 'ended', ...gone(task), keyCalls };

  const session = await RoleSession.assume(
    { buckets, roles: ports.roles, authorize: ports.authorize },
    task.rule.role,
    source,
    random.uuid(),
    clock.now(),
  );
  checkConfiguration(session, source);
  const passage = version.deleteMarker ? undefined : checkRead({ session, source, version }, buckets);
  const destination = destinationOf(buckets, source, task.rule.destination);
  const route: Route = { session, source, destination, version, rule: task.rule };

  if (task.operation === 'metadata') return carryChanges(deps, route, passage, keyCalls);
  if (!passage) return sendMarker(deps, route, keyCalls);
  return sendObject(deps, route, checkWrite(route, passage, buckets), keyCalls);
}

const gone = (task: Task) =>
  ({
    status: 'UNTRACKED',
    failureReason: 'SrcVersionNotFound',
    explanation: `version ${task.versionId} of ${task.key} was deleted before it was replicated`,
  }) as const;

function destinationOf(buckets: BucketStore, source: Bucket, name: string): Bucket {
  const bucket = buckets.find(source.partition, name);
  if (!bucket) throw new Refused('DstBucketNotFound', `there is no bucket ${name}`);
  if (bucket.versioning !== 'Enabled') {
    throw new Refused('DstBucketUnversioned', `versioning of ${name} is not enabled`);
  }
  return bucket;
}

function sendMarker(deps: ReplicateDeps, route: Route, keyCalls: readonly KeyCall[]): Outcome {
  checkMarker(route);
  const draft: VersionDraft = {
    ...draftOf(deps.buckets, route, { tags: undefined, lock: {}, note: undefined }, {}),
    envelope: UNSEALED,
    body: { kind: 'none' },
  };
  return completed(deps, route, draft, undefined, undefined, keyCalls);
}

async function sendObject(
  deps: ReplicateDeps,
  route: Route,
  passage: Passage,
  keyCalls: KeyCall[],
): Promise<Outcome> {
  refuseBlockedEncryption(deps, route);
  const { version, destination } = route;
  const note = passage.note;
  // A task that ran before a crash has left the replica: only the row is missing.
  if (deps.objects.hasReplica(destination, version)) {
    return { kind: 'ended', status: 'COMPLETED', explanation: note, keyCalls };
  }
  const resealed = await reseal(deps, route, keyCalls);
  const draft: VersionDraft = {
    ...draftOf(deps.buckets, route, passage, lockOfReplica(deps, destination, passage)),
    etag: resealed.etag,
    envelope: resealed.envelope,
    body: resealed.sealed.body,
    salt: resealed.salt,
  };
  return completed(deps, route, draft, resealed, note, keyCalls);
}

/** A bucket that blocks SSE-C refuses its replicas too (UG, "Blocking or unblocking SSE-C"). */
function refuseBlockedEncryption(
  { buckets, settings }: Pick<ReplicateDeps, 'buckets' | 'settings'>,
  { destination, version }: Route,
): void {
  if (version.envelope.mode !== 'SSE-C') return;
  const types = buckets.configuration<EncryptionConfiguration>(destination, 'encryption')?.Rules[0]
    ?.BlockedEncryptionTypes?.EncryptionType;
  if (types ? types.includes('SSE-C') : settings.blockCustomerKeys === true) {
    throw new Refused('DstPutObjectNotPermitted', `${destination.name} blocks uploads with SSE-C`);
  }
}

/** The source's retention goes before the destination's default, which holds what comes without. */
function lockOfReplica(
  deps: Pick<ReplicateDeps, 'buckets' | 'clock'>,
  destination: Bucket,
  { lock }: Passage,
): ObjectLock {
  if (lock.mode) return lock;
  return { ...lockOf({}, destination, deps.clock.now(), deps), legalHold: lock.legalHold };
}

/** All that the replica keeps of its source; version id and time are the source's own. */
function draftOf(
  buckets: BucketStore,
  { destination, version, rule }: Route,
  { tags }: Passage,
  lock: ObjectLock,
): Omit<VersionDraft, 'envelope' | 'body' | 'salt'> {
  const enforced = ownershipOf(destination, { buckets }) === 'BucketOwnerEnforced';
  const overridden = rule.owner !== undefined || enforced;
  return {
    key: version.key,
    deleteMarker: version.deleteMarker,
    size: version.size,
    etag: version.etag,
    lastModified: version.lastModified,
    storageClass: rule.storageClass ?? version.storageClass,
    owner: overridden ? destination.account : version.owner,
    headers: version.headers,
    checksum: version.checksum,
    tags,
    ...(!overridden && { acl: version.acl }),
    lock,
  };
}

function completed(
  { objects, bodies, notifications }: ReplicateDeps,
  { destination, version }: Route,
  draft: VersionDraft,
  resealed: Resealed | undefined,
  note: string | undefined,
  keyCalls: readonly KeyCall[],
): Outcome {
  return {
    kind: 'ended',
    status: 'COMPLETED',
    explanation: note,
    keyCalls,
    async commit(end) {
      let stored: ObjectVersion | undefined;
      try {
        stored = await objects.insertReplica(destination, draft, version, {
          inline: resealed?.sealed.inline,
          parts: resealed?.sealed.parts,
          admit: end,
          also(replica) {
            if (replica) notifications.happened({ event: eventOf(replica) }, replica, destination);
          },
        });
      } finally {
        if (!stored && resealed) await bodies.discard(resealed.sealed);
      }
    },
  };
}

/** A replica is told of like any other write (facts §4.1). */
const eventOf = ({ deleteMarker }: ObjectVersion) =>
  deleteMarker ? 'ObjectRemoved:DeleteMarkerCreated' : 'ObjectCreated:Put';
