// Which rules of a configuration a version falls under, decided when the version is written
// (facts/s3-replication-and-sse.md §2). Pure.

import { isKmsMode, type SseMode } from '../versions/object-version.ts';
import {
  bucketOfArn,
  isFirstVersion,
  type ReplicationConfiguration,
  type ReplicationRule,
  rulePrefix,
  ruleTags,
} from './configuration.ts';

/** What rule selection asks of a version. */
export interface Candidate {
  readonly key: string;
  readonly deleteMarker: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly encryption: SseMode;
  readonly storageClass: string;
  /** Made by a lifecycle rule. */
  readonly byLifecycle: boolean;
}

/**
 * All that replication of one version to one destination follows, taken down when the version is written:
 * later edits of the configuration do not change it.
 */
export interface RuleSnapshot {
  readonly ruleId: string;
  readonly role: string;
  readonly destination: string;
  readonly storageClass?: string;
  /** The account that becomes the replica's owner (AccessControlTranslation). */
  readonly owner?: string;
  readonly replicaKmsKeyId?: string;
  /** Metrics or time control are on: failures are told (s3:Replication events). */
  readonly metrics: boolean;
  /** A batch job's: metrics count its failures alone. */
  readonly byJob?: boolean;
  /** The version is a replica itself, sent on by a batch job. */
  readonly replica?: boolean;
  /** Minutes after which a pending version has missed its threshold. */
  readonly threshold?: number;
}

const ARCHIVED = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/** One snapshot for each destination that the version goes to; none for a version that is not eligible. */
export function admit(
  configuration: ReplicationConfiguration,
  candidate: Candidate,
): readonly RuleSnapshot[] {
  if (candidate.byLifecycle || ARCHIVED.has(candidate.storageClass)) return [];
  const first = isFirstVersion(configuration);
  const chosen = highestByDestination(configuration.Rules.filter((rule) => applies(rule, candidate)));
  return chosen
    .filter((rule) => !candidate.deleteMarker || first || rule.DeleteMarkerReplication?.Status === 'Enabled')
    .map((rule) => snapshot(configuration.Role, rule));
}

/** Where a change of a replica's tags, ACL or lock goes: rules with ReplicaModifications alone. */
export function admitModification(
  configuration: ReplicationConfiguration,
  candidate: Candidate,
): readonly RuleSnapshot[] {
  const rules = configuration.Rules.filter(
    (rule) =>
      rule.SourceSelectionCriteria?.ReplicaModifications?.Status === 'Enabled' && applies(rule, candidate),
  );
  return highestByDestination(rules).map((rule) => snapshot(configuration.Role, rule));
}

function applies(rule: ReplicationRule, { key, tags, encryption, deleteMarker }: Candidate): boolean {
  if (rule.Status !== 'Enabled' || !key.startsWith(rulePrefix(rule))) return false;
  if (ruleTags(rule).some(({ Key, Value }) => tags[Key] !== Value)) return false;
  // The opt-in is part of the match: without it the version is not eligible, not FAILED.
  const sealedByKms = isKmsMode(encryption);
  return (
    deleteMarker || !sealedByKms || rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled'
  );
}

function highestByDestination(rules: readonly ReplicationRule[]): readonly ReplicationRule[] {
  const best = new Map<string, ReplicationRule>();
  for (const rule of rules) {
    const rival = best.get(rule.Destination.Bucket);
    if (!rival || (rule.Priority ?? 0) > (rival.Priority ?? 0)) best.set(rule.Destination.Bucket, rule);
  }
  return [...best.values()];
}

/** Of the rules that stand in a configuration; both are shared and never changed. */
const snapshots = new WeakMap<ReplicationRule, RuleSnapshot>();

function snapshot(role: string, rule: ReplicationRule): RuleSnapshot {
  const known = snapshots.get(rule);
  if (known?.role === role) return known;
  const taken = takeDown(role, rule);
  snapshots.set(rule, taken);
  return taken;
}

function takeDown(role: string, { ID, Destination }: ReplicationRule): RuleSnapshot {
  const {
    StorageClass,
    Account,
    AccessControlTranslation,
    EncryptionConfiguration,
    Metrics,
    ReplicationTime,
  } = Destination;
  const timed = ReplicationTime?.Status === 'Enabled';
  return {
    ruleId: ID ?? '',
    role,
    destination: bucketOfArn(Destination.Bucket) ?? '',
    ...(StorageClass && { storageClass: StorageClass }),
    ...(AccessControlTranslation && Account && { owner: Account }),
    ...(EncryptionConfiguration?.ReplicaKmsKeyID && {
      replicaKmsKeyId: EncryptionConfiguration.ReplicaKmsKeyID,
    }),
    metrics: Metrics?.Status === 'Enabled' || timed,
    ...(timed && { threshold: ReplicationTime.Time.Minutes ?? 15 }),
  };
}
