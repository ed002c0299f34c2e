// Lifecycle rules: the document, what AWS refuses in it, and how it is kept (dates as text).
import { AwsError } from '../../../core/errors.ts';
import {
  boolean,
  integer,
  list,
  long,
  named,
  oneOf,
  required,
  string,
  structure,
  type TypeOf,
  timestamp,
} from '../../../core/shape.ts';
import { invalidArgument, invalidRequest, malformedXml } from '../errors.ts';
import { tagShape } from '../shapes.ts';
import { checkFilter, checkPrefix } from './lifecycle-filter.ts';
import { checkTransitions } from './lifecycle-transitions.ts';

const tags = named('Tag', list(tagShape, { flattened: true }));
const sizes = { ObjectSizeGreaterThan: long(), ObjectSizeLessThan: long() };
const storageClass = oneOf(
  'GLACIER',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
);

const rule = structure({
  ID: string(),
  Expiration: structure({
    Date: timestamp({ format: 'iso8601' }),
    Days: integer(),
    ExpiredObjectDeleteMarker: boolean(),
  }),
  Prefix: string(),
  Filter: structure({
    Prefix: string(),
    Tag: tagShape,
    ...sizes,
    And: structure({ Prefix: string(), Tags: tags, ...sizes }),
  }),
  Status: required(oneOf('Enabled', 'Disabled')),
  Transitions: named(
    'Transition',
    list(
      structure({
        Date: timestamp({ format: 'iso8601' }),
        Days: integer(),
        StorageClass: storageClass,
      }),
      { flattened: true },
    ),
  ),
  NoncurrentVersionTransitions: named(
    'NoncurrentVersionTransition',
    list(
      structure({
        NoncurrentDays: integer(),
        StorageClass: storageClass,
        NewerNoncurrentVersions: integer(),
      }),
      { flattened: true },
    ),
  ),
  NoncurrentVersionExpiration: structure({ NoncurrentDays: integer(), NewerNoncurrentVersions: integer() }),
  AbortIncompleteMultipartUpload: structure({ DaysAfterInitiation: integer() }),
});

export const lifecycleMembers = { Rules: required(named('Rule', list(rule, { flattened: true }))) };
export const lifecycleConfiguration = structure(lifecycleMembers, {
  xmlName: 'LifecycleConfiguration',
  xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
});

export type LifecycleConfiguration = TypeOf<typeof lifecycleConfiguration>;
/** As it is kept beside the bucket. */
export interface StoredLifecycle extends LifecycleConfiguration {
  readonly TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' | 'all_storage_classes_128K';
}
export const DEFAULT_MINIMUM_SIZE = 'all_storage_classes_128K';

export type LifecycleRule = TypeOf<typeof rule>;

export const noSuchLifecycle = (BucketName: string) =>
  new AwsError('NoSuchLifecycleConfiguration', 404, 'The lifecycle configuration does not exist', {
    BucketName,
  });

const MOST_RULES = 1000;
const DAY = 86_400_000;

/** Refuses what AWS refuses and names the rules that came without an ID. */
export function admitLifecycle(
  { Rules }: LifecycleConfiguration,
  uuid: () => string,
): LifecycleConfiguration {
  if (Rules.length === 0 || Rules.length > MOST_RULES) throw malformedXml();
  const ids = new Set<string>();
  for (const each of Rules) {
    checkRule(each);
    if (each.ID === undefined || each.ID === '') continue;
    if (each.ID.length > 255) {
      throw invalidArgument('ID length should not exceed allowed limit of 255', 'ID', each.ID);
    }
    if (ids.has(each.ID)) {
      throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule', 'ID', each.ID);
    }
    ids.add(each.ID);
  }
  return {
    Rules: Rules.map((each) => (each.ID ? each : { ...each, ID: Buffer.from(uuid()).toString('base64') })),
  };
}

function checkRule(each: LifecycleRule): void {
  const { Prefix, Filter, Expiration, Transitions, NoncurrentVersionTransitions } = each;
  if ((Prefix === undefined) === (Filter === undefined)) throw malformedXml();
  if (Prefix !== undefined) checkPrefix(Prefix);
  if (Filter) checkFilter(Filter);
  if (
    !Expiration &&
    !Transitions?.length &&
    !NoncurrentVersionTransitions?.length &&
    !each.NoncurrentVersionExpiration &&
    !each.AbortIncompleteMultipartUpload
  ) {
    throw invalidRequest('At least one action needs to be specified in a rule');
  }
  if (Expiration) checkExpiration(Expiration);
  for (const { Date: date } of Transitions ?? []) if (date) requireMidnight(date);
  checkTransitions(each);
  const noncurrent = each.NoncurrentVersionExpiration;
  if (noncurrent) {
    if (noncurrent.NoncurrentDays === undefined) throw malformedXml();
    requirePositive('NoncurrentDays', noncurrent.NoncurrentDays);
  }
  const abort = each.AbortIncompleteMultipartUpload;
  if (!abort) return;
  if (hasTags(each)) {
    throw invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Tags.');
  }
  if (abort.DaysAfterInitiation === undefined) throw malformedXml();
  requirePositive('DaysAfterInitiation', abort.DaysAfterInitiation);
}

function checkExpiration({
  Date: date,
  Days,
  ExpiredObjectDeleteMarker,
}: NonNullable<LifecycleRule['Expiration']>): void {
  const given = [date, Days, ExpiredObjectDeleteMarker].filter((part) => part !== undefined);
  if (given.length !== 1) throw malformedXml();
  if (Days !== undefined)
    requirePositive('Days', Days, "'Days' for Expiration action must be a positive integer");
  if (date) requireMidnight(date);
}

function requirePositive(name: string, days: number, message = `'${name}' must be a positive integer`): void {
  if (days <= 0) throw invalidArgument(message, name, String(days));
}

function requireMidnight(date: Date): void {
  if (date.getTime() % DAY !== 0) {
    throw invalidArgument("'Date' must be at midnight GMT", 'Date', date.toISOString());
  }
}

export const hasTags = ({ Filter }: LifecycleRule): boolean =>
  Filter?.Tag !== undefined || (Filter?.And?.Tags?.length ?? 0) > 0;

/** A stored document has passed through JSON: its dates are text until here. */
export function revived({ Rules }: LifecycleConfiguration): LifecycleConfiguration {
  const dated = <T extends { readonly Date?: Date | undefined }>(item: T): T =>
    item.Date === undefined ? item : { ...item, Date: new Date(item.Date) };
  return {
    Rules: Rules.map((each) => ({
      ...each,
      ...(each.Expiration && { Expiration: dated(each.Expiration) }),
      ...(each.Transitions && { Transitions: each.Transitions.map(dated) }),
    })),
  };
}
