// What PutBucketReplication refuses, in the order in which AWS looks (facts/s3-replication-and-sse.md §1.2).
// The key under ReplicaKmsKeyID is never looked up: AWS answers 200 and the replication fails.
import type { AccountId } from '../../../core/ids.ts';
import { isBucketName } from '../buckets/bucket-name.ts';
import { malformedXml } from '../errors.ts';
import {
  bucketOfArn,
  isFirstVersion,
  type ReplicationConfiguration,
  type ReplicationDestination,
  type ReplicationRule,
  rulePrefix,
  ruleTags,
} from './configuration.ts';
import { refusals } from './refusals.ts';

/** What the checks need to know of a bucket. */
export interface BucketFacts {
  readonly account: AccountId;
  readonly versioned: boolean;
}
export type FindBucket = (name: string) => BucketFacts | undefined;

const MOST_RULES = 1000;
const LONGEST_ID = 255;
const LONGEST_PREFIX = 1024;
const HIGHEST_PRIORITY = 2 ** 31 - 1;
const THRESHOLD_MINUTES = 15;

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:(.+)$/;
const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[A-Za-z0-9/_-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what the rule is about
const ASCII = /^[\x00-\x7f]*$/;

/** Whether iam:PassRole can be asked for it at all. */
export const isRoleArn = (role: string): boolean => ROLE_ARN.exec(role)?.[1]?.startsWith('role/') ?? false;

/** Throws AWS's refusal of the first thing that is wrong. */
export function validateReplication(
  configuration: ReplicationConfiguration,
  source: string,
  findBucket: FindBucket,
): void {
  const { Role, Rules } = configuration;
  if (Rules.length === 0) throw malformedXml();
  checkRole(Role);
  if (!findBucket(source)?.versioned) throw refusals.sourceNotVersioned();
  if (Rules.length > MOST_RULES) throw refusals.tooManyRules();
  for (const rule of Rules) checkForm(rule);
  const first = isFirstVersion(configuration);
  for (const rule of Rules) checkRule(rule, first, source);
  checkUnique(Rules);
  if (first) checkFirstVersion(Rules);
  for (const { Destination } of Rules) checkDestinationBucket(Destination, findBucket);
}

function checkRole(role: string): void {
  const resource = ROLE_ARN.exec(role)?.[1];
  if (resource === undefined) throw refusals.invalidRole(role);
  if (!resource.startsWith('role/')) throw refusals.notARole(role);
}

/** What the XML schema itself says, for every rule before anything else of any rule. */
function checkForm({ Prefix, Filter, ExistingObjectReplication }: ReplicationRule): void {
  if (ExistingObjectReplication) throw malformedXml();
  if ((Prefix === undefined) === (Filter === undefined)) throw malformedXml();
  if (!Filter) return;
  const { And } = Filter;
  if ([Filter.Prefix, Filter.Tag, And].filter((part) => part !== undefined).length > 1) throw malformedXml();
  if (And && (And.Prefix === undefined ? 0 : 1) + (And.Tags?.length ?? 0) < 2) throw malformedXml();
}

function checkRule(rule: ReplicationRule, first: boolean, source: string): void {
  checkId(rule.ID);
  if (first) {
    if (rule.Priority !== undefined) throw refusals.elementUnknown('Priority');
    if (rule.DeleteMarkerReplication) throw refusals.elementUnknown('DeleteMarkerReplication');
  } else {
    checkSecondVersion(rule);
  }
  if (rulePrefix(rule).length > LONGEST_PREFIX) throw refusals.prefixTooLong(rulePrefix(rule));
  checkEncryption(rule);
  checkDestination(rule.Destination, source);
}

function checkId(id: string | undefined): void {
  if (id === undefined) return;
  if (id.length > LONGEST_ID) throw refusals.idTooLong(id);
  if (!ASCII.test(id)) throw refusals.idNotAscii(id);
}

function checkSecondVersion(rule: ReplicationRule): void {
  const { Priority, DeleteMarkerReplication } = rule;
  if (Priority === undefined) throw refusals.elementMissing('Priority');
  if (Priority < 0 || Priority > HIGHEST_PRIORITY) throw refusals.priorityOutOfRange();
  if (!DeleteMarkerReplication) throw refusals.elementMissing('DeleteMarkerReplication');
  const tags = ruleTags(rule);
  if (DeleteMarkerReplication.Status === 'Enabled' && tags.length > 0) throw refusals.deleteMarkersWithTags();
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) throw refusals.duplicateTagKeys();
}

function checkEncryption({ SourceSelectionCriteria, Destination }: ReplicationRule): void {
  const { EncryptionConfiguration } = Destination;
  const selection = SourceSelectionCriteria?.SseKmsEncryptedObjects;
  if (SourceSelectionCriteria && !selection && !SourceSelectionCriteria.ReplicaModifications) {
    throw refusals.selectionEmpty();
  }
  if (EncryptionConfiguration && !selection) throw refusals.selectionMissing();
  const key = EncryptionConfiguration?.ReplicaKmsKeyID;
  if (selection && !key) throw refusals.replicaKeyMissing();
  if (key && !KEY_ARN.test(key)) throw refusals.invalidReplicaKey(key);
}

function checkDestination(destination: ReplicationDestination, source: string): void {
  const { Bucket, Account, AccessControlTranslation } = destination;
  const name = bucketOfArn(Bucket);
  if (name === undefined) throw refusals.invalidBucketArn(Bucket);
  if (!isBucketName(name)) throw refusals.invalidBucketName(name);
  if (name === source) throw refusals.destinationIsSource();
  if (AccessControlTranslation && Account === undefined) throw refusals.accountMissing();
  checkTimeControl(destination);
}

function checkTimeControl({ ReplicationTime, Metrics }: ReplicationDestination): void {
  if (ReplicationTime && !Metrics) throw refusals.timeWithoutMetrics();
  if (ReplicationTime && ReplicationTime.Time.Minutes !== THRESHOLD_MINUTES) {
    throw refusals.invalidTime(ReplicationTime.Time.Minutes);
  }
  if (!Metrics) return;
  const { EventThreshold } = Metrics;
  if (EventThreshold && EventThreshold.Minutes !== THRESHOLD_MINUTES) {
    throw refusals.invalidThreshold(EventThreshold.Minutes);
  }
  const timed = ReplicationTime?.Status === 'Enabled';
  if (timed && !EventThreshold) throw refusals.thresholdMissing();
  if (ReplicationTime && ReplicationTime.Status !== Metrics.Status) throw refusals.statusesDiffer();
  if (EventThreshold && !timed) throw refusals.thresholdWithoutTime();
}

function checkUnique(rules: readonly ReplicationRule[]): void {
  const ids = new Set<string>();
  const priorities = new Set<number>();
  for (const { ID, Priority } of rules) {
    if (ID && ids.has(ID)) throw refusals.duplicateId(ID);
    if (ID) ids.add(ID);
    if (Priority === undefined) continue;
    if (priorities.has(Priority)) throw refusals.duplicatePriority(Priority);
    priorities.add(Priority);
  }
}

function checkFirstVersion(rules: readonly ReplicationRule[]): void {
  if (new Set(rules.map(({ Destination }) => Destination.Bucket)).size > 1) {
    throw refusals.tooManyDestinations();
  }
  // Sorted, a prefix stands directly before the first that it covers.
  const prefixes = rules.map(rulePrefix).sort();
  for (const [index, prefix] of prefixes.entries()) {
    const next = prefixes[index + 1];
    if (next?.startsWith(prefix)) throw refusals.overlappingPrefixes(prefix, next);
  }
}

function checkDestinationBucket({ Bucket, Account }: ReplicationDestination, findBucket: FindBucket): void {
  const bucket = findBucket(bucketOfArn(Bucket) ?? '');
  if (!bucket) throw refusals.destinationMissing();
  if (!bucket.versioned) throw refusals.destinationNotVersioned();
  if (Account !== undefined && Account !== bucket.account) throw refusals.accountNotOwner(Account);
}
