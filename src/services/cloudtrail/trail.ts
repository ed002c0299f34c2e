// A trail: where log files go, which events are in them, and how the last deliveries went.
import { parseArn } from '../../core/arn.ts';
import { type AccountId, partitionOf, type Region } from '../../core/ids.ts';
import type { TypeOf } from '../../core/shape.ts';
import { invalidTrailArn, invalidTrailName } from './errors.ts';
import type { AdvancedEventSelector, changedTrail, EventSelector, Tag, trail } from './shapes.ts';

export interface Trail {
  readonly account: AccountId;
  /** Its home: the only region in which it can be changed. */
  readonly region: Region;
  readonly name: string;
  readonly bucket: string;
  readonly prefix?: string | undefined;
  readonly snsTopic?: string | undefined;
  readonly globalEvents: boolean;
  readonly multiRegion: boolean;
  readonly validation: boolean;
  readonly logGroupArn?: string | undefined;
  readonly logRoleArn?: string | undefined;
  readonly keyArn?: string | undefined;
  readonly selectors?: readonly EventSelector[] | undefined;
  readonly advancedSelectors?: readonly AdvancedEventSelector[] | undefined;
  readonly tags: readonly Tag[];
  readonly status: TrailStatus;
}

/** Times are milliseconds since the epoch. */
export interface TrailStatus {
  readonly logging: boolean;
  readonly started?: number | undefined;
  readonly stopped?: number | undefined;
  readonly delivered?: number | undefined;
  readonly attempted?: number | undefined;
  /** S3's error code; absent while deliveries succeed. */
  readonly error?: string | undefined;
  readonly notified?: number | undefined;
  readonly notificationAttempted?: number | undefined;
  /** SNS's error code; absent while notifications succeed. */
  readonly notificationError?: string | undefined;
  /** The sequence number from which on nothing was delivered. */
  readonly place?: number | undefined;
  readonly planned?: PlannedDelivery | undefined;
}

/**
 * A delivery that has begun: kept before the first log file is put, so that after a crash the same files are put
 * again under the same keys, and no event is told in two.
 */
export interface PlannedDelivery {
  /** The sequence number before which its events end. */
  readonly to: number;
  /** The log file's key, by region. */
  readonly keys: Readonly<Record<string, string>>;
}

export const trailArn = ({ account, region, name }: Pick<Trail, 'account' | 'region' | 'name'>): string =>
  `arn:${partitionOf(region)}:cloudtrail:${region}:${account}:trail/${name}`;

export interface TrailName {
  readonly account: AccountId;
  readonly region: Region;
  readonly name: string;
}

/** A trail is called by its name, in its own region, or by its ARN from everywhere. */
export function readTrailName(given: string, here: Omit<TrailName, 'name'>): TrailName {
  if (!given.startsWith('arn:')) {
    requireTrailName(given);
    return { ...here, name: given };
  }
  const arn = parseArn(given);
  const name = arn?.resource.startsWith('trail/') ? arn.resource.slice('trail/'.length) : undefined;
  if (arn?.service !== 'cloudtrail' || name === undefined) throw invalidTrailArn(given);
  requireTrailName(name);
  return { account: arn.account as AccountId, region: arn.region as Region, name };
}

/** CloudTrail guide, "Naming requirements"; the sentences as AWS's users quote them. */
export function requireTrailName(name: string): void {
  const tooShort = 'Trail name too short. Minimum allowed length: 3 characters.';
  const tooLong = 'Trail name too long. Maximum allowed length: 128 characters.';
  const specified = `Specified name length: ${name.length} characters.`;
  if (name === '') throw invalidTrailName('Trail name cannot be blank!');
  if (name.length < 3) throw invalidTrailName(`${tooShort} ${specified}`);
  if (name.length > 128) throw invalidTrailName(`${tooLong} ${specified}`);
  if (!/^[A-Za-z0-9]/.test(name)) throw invalidTrailName('Trail name must starts with a letter or number.');
  if (!/[A-Za-z0-9]$/.test(name)) throw invalidTrailName('Trail name must ends with a letter or number.');
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    throw invalidTrailName(
      'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).',
    );
  }
  if (/[._-]{2}/.test(name)) {
    throw invalidTrailName('Trail name cannot have two adjacent periods, hyphens or underscores.');
  }
}

export const isLike = (one: TrailName, other: TrailName): boolean =>
  one.account === other.account && one.region === other.region && one.name === other.name;

/** CreateTrail's and UpdateTrail's answer. */
export const changedView = (given: Trail): TypeOf<typeof changedTrail> => ({
  Name: given.name,
  S3BucketName: given.bucket,
  S3KeyPrefix: given.prefix,
  ...(given.snsTopic !== undefined && {
    SnsTopicName: given.snsTopic.slice(given.snsTopic.lastIndexOf(':') + 1),
    SnsTopicARN: given.snsTopic,
  }),
  IncludeGlobalServiceEvents: given.globalEvents,
  IsMultiRegionTrail: given.multiRegion,
  TrailARN: trailArn(given),
  LogFileValidationEnabled: given.validation,
  CloudWatchLogsLogGroupArn: given.logGroupArn,
  CloudWatchLogsRoleArn: given.logRoleArn,
  KmsKeyId: given.keyArn,
  IsOrganizationTrail: false,
});

export const trailView = (given: Trail): TypeOf<typeof trail> => ({
  ...changedView(given),
  HomeRegion: given.region,
  HasCustomEventSelectors: given.selectors !== undefined || given.advancedSelectors !== undefined,
  HasInsightSelectors: false,
});
