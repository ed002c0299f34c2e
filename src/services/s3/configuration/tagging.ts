// A bucket's tags.
import { AwsError } from '../../../core/errors.ts';
import { list, structure, type TypeOf } from '../../../core/shape.ts';
import { tagShape } from '../shapes.ts';

export const bucketTagging = structure(
  /** AWS takes an absent one for an empty one (recorded), whatever its model says. */
  { TagSet: list(tagShape, { memberName: 'Tag' }) },
  { xmlName: 'Tagging', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
);

const MOST = 50;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const invalidTag = (message: string, members: Record<string, string> = {}) =>
  new AwsError('InvalidTag', 400, message, members);

export const systemTagAtCreation = () =>
  invalidTag(
    'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
  );

export const noSuchTagSet = (BucketName: string) =>
  new AwsError('NoSuchTagSet', 404, 'The TagSet does not exist', { BucketName });

const systemTag = (TagKey: string) =>
  invalidTag('System tags cannot be added/updated by requester', { TagKey });

/** @param system how a tag of AWS's own is refused: CreateBucket words it in another way (recorded). */
export function checkBucketTags(
  { TagSet = [] }: TypeOf<typeof bucketTagging>,
  system: (TagKey: string) => AwsError = systemTag,
): void {
  if (TagSet.length > MOST) {
    throw new AwsError('BadRequest', 400, 'Bucket tag count cannot be greater than 50');
  }
  const seen = new Set<string>();
  for (const { Key: TagKey, Value: TagValue } of TagSet) {
    if (seen.has(TagKey)) throw invalidTag('Cannot provide multiple Tags with the same key', { TagKey });
    seen.add(TagKey);
    if (TagKey.startsWith('aws:')) throw system(TagKey);
    if (TagKey.length === 0 || [...TagKey].length > 128 || !CHARACTERS.test(TagKey)) {
      throw invalidTag('The TagKey you have provided is invalid', { TagKey });
    }
    if ([...TagValue].length > 256 || !CHARACTERS.test(TagValue)) {
      throw invalidTag('The TagValue you have provided is invalid', { TagKey, TagValue });
    }
  }
}
