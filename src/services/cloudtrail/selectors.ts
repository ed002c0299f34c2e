// Which events a trail delivers: basic and advanced event selectors (CloudTrail guide, "Logging data events").
import type { EventResource } from './dialect.ts';
import { invalidSelectors } from './errors.ts';
import type { CloudTrailEvent } from './event.ts';
import type { AdvancedEventSelector, EventSelector } from './shapes.ts';
import type { Trail } from './trail.ts';

/** What GetEventSelectors shows of a trail that has none of its own. */
export const DEFAULT_SELECTORS: readonly EventSelector[] = [
  {
    ReadWriteType: 'All',
    IncludeManagementEvents: true,
    DataResources: [],
    ExcludeManagementEventSources: [],
  },
];

export function selects(trail: Trail, event: CloudTrailEvent): boolean {
  const { advancedSelectors, selectors = DEFAULT_SELECTORS } = trail;
  if (advancedSelectors) return advancedSelectors.some((selector) => fitsAdvanced(selector, event));
  return selectors.some((selector) => fits(selector, event));
}

function fits(selector: EventSelector, event: CloudTrailEvent): boolean {
  const { ReadWriteType = 'All', IncludeManagementEvents = true } = selector;
  if (ReadWriteType === 'ReadOnly' && !event.readOnly) return false;
  if (ReadWriteType === 'WriteOnly' && event.readOnly) return false;
  if (event.managementEvent) {
    return IncludeManagementEvents && !selector.ExcludeManagementEventSources?.includes(event.eventSource);
  }
  return (selector.DataResources ?? []).some(({ Type, Values = [] }) =>
    (event.resources ?? []).some(
      (resource) =>
        // A bucket's own data event (HeadBucket) falls under the selector of its objects.
        (resource.type === Type || (Type === 'AWS::S3::Object' && resource.type === 'AWS::S3::Bucket')) &&
        Values.some((value) => coversArn(value, arnOf(resource))),
    ),
  );
}

type FieldSelector = AdvancedEventSelector['FieldSelectors'][number];

const fitsAdvanced = ({ FieldSelectors }: AdvancedEventSelector, event: CloudTrailEvent): boolean =>
  FieldSelectors.every((selector) => {
    const values = valuesOf(selector.Field, event);
    return values.length > 0 && fitsField(selector, values);
  });

function fitsField(selector: FieldSelector, values: readonly string[]): boolean {
  const some = (wanted: readonly string[] | undefined, test: (value: string, want: string) => boolean) =>
    wanted?.some((want) => values.some((value) => test(value, want)));
  const equals = (value: string, want: string) => value === want;
  const starts = (value: string, want: string) => value.startsWith(want);
  const ends = (value: string, want: string) => value.endsWith(want);
  const wanted = [
    some(selector.Equals, equals),
    some(selector.StartsWith, starts),
    some(selector.EndsWith, ends),
  ].filter((outcome) => outcome !== undefined);
  const unwanted =
    some(selector.NotEquals, equals) ||
    some(selector.NotStartsWith, starts) ||
    some(selector.NotEndsWith, ends);
  return !unwanted && (wanted.length === 0 || wanted.includes(true));
}

const arnOf = ({ ARN, ARNPrefix = '' }: EventResource): string => ARN ?? ARNPrefix;

const FIELDS: Readonly<Record<string, (event: CloudTrailEvent) => readonly (string | undefined)[]>> = {
  eventCategory: ({ eventCategory }) => [eventCategory],
  eventName: ({ eventName }) => [eventName],
  eventSource: ({ eventSource }) => [eventSource],
  eventType: ({ eventType }) => [eventType],
  readOnly: ({ readOnly }) => [String(readOnly)],
  'resources.type': ({ resources = [] }) => resources.slice(0, 1).map(({ type }) => type),
  'resources.ARN': ({ resources = [] }) => resources.slice(0, 1).map(arnOf),
  'userIdentity.arn': ({ userIdentity }) => [userIdentity.arn as string | undefined],
  errorCode: ({ errorCode }) => [errorCode],
  sessionCredentialFromConsole: () => ['false'],
};

const valuesOf = (field: string, event: CloudTrailEvent): readonly string[] =>
  (FIELDS[field]?.(event) ?? []).filter((value) => value !== undefined);

/** PutEventSelectors' refusals, by the API page's conditions. */
export function requireSelectors(
  basic: readonly EventSelector[] | undefined,
  advanced: readonly AdvancedEventSelector[] | undefined,
): void {
  if (basic && advanced) {
    throw invalidSelectors('EventSelectors and AdvancedEventSelectors cannot be combined.');
  }
  if (!basic?.length && !advanced?.length) throw invalidSelectors('Event selectors cannot be empty.');
  if (basic && basic.length > 5) throw invalidSelectors('A trail has at most 5 event selectors.');
  for (const selector of basic ?? []) requireBasic(selector);
  for (const { FieldSelectors } of advanced ?? []) {
    const category = FieldSelectors.find(({ Field }) => Field === 'eventCategory')?.Equals ?? [];
    if (category.length !== 1 || !['Management', 'Data'].includes(category[0] ?? '')) {
      throw invalidSelectors('Each advanced selector needs eventCategory to equal Management or Data.');
    }
    const unknown = FieldSelectors.find(({ Field }) => !(Field in FIELDS));
    if (unknown) throw invalidSelectors(`Field ${unknown.Field} is not valid.`);
    if (category[0] === 'Data' && !FieldSelectors.some(({ Field }) => Field === 'resources.type')) {
      throw invalidSelectors('A selector of data events needs resources.type.');
    }
  }
}

function requireBasic({ DataResources = [], ExcludeManagementEventSources = [] }: EventSelector): void {
  for (const { Type = '', Values = [] } of DataResources) {
    if (!BASIC_TYPES.has(Type)) throw invalidSelectors(`The data resource type ${Type} is not valid.`);
    const bad = Values.find((value) => !value.startsWith('arn:'));
    if (bad !== undefined) throw invalidSelectors(`Value ${bad} for DataResources.Values is invalid.`);
  }
  const source = ExcludeManagementEventSources.find((each) => !EXCLUDABLE.has(each));
  if (source !== undefined) throw invalidSelectors(`${source} cannot be excluded.`);
}

const BASIC_TYPES = new Set(['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table']);
const EXCLUDABLE = new Set(['kms.amazonaws.com', 'rdsdata.amazonaws.com']);

/** `arn:aws:s3` covers every object, `arn:aws:s3:::bucket/` one bucket's, a longer value a prefix of keys. */
const coversArn = (value: string, arn: string): boolean => arn.startsWith(value) || `${arn}/` === value;
