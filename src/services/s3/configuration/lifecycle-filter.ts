// What a lifecycle rule may filter by; lengths and words as measured on AWS.
import { invalidRequest, malformedXml } from '../errors.ts';
import type { Tag } from '../versions/object-version.ts';
import type { LifecycleRule } from './lifecycle.ts';

const LONGEST_PREFIX = 1024;
const LONGEST_TAG_KEY = 128;
const LONGEST_TAG_VALUE = 256;

export function checkFilter(filter: NonNullable<LifecycleRule['Filter']>): void {
  const { Prefix, Tag, ObjectSizeGreaterThan, ObjectSizeLessThan, And } = filter;
  const given = [Prefix, Tag, ObjectSizeGreaterThan, ObjectSizeLessThan, And];
  if (given.filter((part) => part !== undefined).length > 1) throw malformedXml();
  if (Prefix !== undefined) checkPrefix(Prefix);
  if (Tag) checkTag(Tag);
  if (And) checkAnd(And);
}

function checkAnd(and: NonNullable<NonNullable<LifecycleRule['Filter']>['And']>): void {
  const { Prefix, Tags = [], ObjectSizeGreaterThan, ObjectSizeLessThan } = and;
  const given = [Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan].filter((part) => part !== undefined);
  if (given.length + Tags.length < 2) throw malformedXml();
  if (Prefix !== undefined) checkPrefix(Prefix);
  for (const tag of Tags) checkTag(tag);
  if (new Set(Tags.map(({ Key }) => Key)).size < Tags.length)
    throw invalidRequest('Duplicate Tag Keys are not allowed.');
}

export function checkPrefix(prefix: string): void {
  if (Buffer.byteLength(prefix) > LONGEST_PREFIX)
    throw invalidRequest('The maximum size of a prefix is 1024');
}

function checkTag({ Key, Value }: Tag): void {
  if (Key === '' || [...Key].length > LONGEST_TAG_KEY)
    throw invalidRequest("A Tag's Key must be a length between 1 and 128.");
  if ([...Value].length > LONGEST_TAG_VALUE)
    throw invalidRequest("A Tag's Value must be a length between 0 and 256.");
}
