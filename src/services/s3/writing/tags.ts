// Object tags: read from the x-amz-tagging header or a Tagging document, and held to AWS's limits.
import { AwsError } from '../../../core/errors.ts';
import { invalidArgument } from '../errors.ts';
import type { Tag } from '../versions/object-version.ts';

const MOST = 10;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const invalidTag = (message: string, tag?: Partial<Tag>) =>
  new AwsError('InvalidTag', 400, message, {
    ...(tag?.Key !== undefined && { TagKey: tag.Key }),
    ...(tag?.Value !== undefined && { TagValue: tag.Value }),
  });

export function tagsOfHeader(header: string | undefined): readonly Tag[] | undefined {
  if (header === undefined) return undefined;
  const tags = [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }));
  if (!header.split('&').every(isEncoded) || new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      header,
    );
  }
  return checkedTags(tags);
}

/** Another `=` within a pair is no URL encoding (recorded of `a=1,b=2`), nor is one before it (versitygw#1215). */
function isEncoded(pair: string): boolean {
  if (pair.startsWith('=') || pair.split('=').length > 2) return false;
  try {
    decodeURIComponent(pair);
    return true;
  } catch {
    return false;
  }
}

export function checkedTags(tags: readonly Tag[]): readonly Tag[] {
  if (tags.length > MOST) throw new AwsError('BadRequest', 400, 'Object tags cannot be greater than 10');
  const seen = new Set<string>();
  for (const { Key, Value } of tags) {
    if (seen.has(Key)) throw invalidTag('Cannot provide multiple Tags with the same key', { Key });
    seen.add(Key);
    if (Key.length === 0 || [...Key].length > LONGEST_KEY || !CHARACTERS.test(Key)) {
      throw invalidTag('The TagKey you have provided is invalid', { Key });
    }
    if (Key.startsWith('aws:')) throw invalidTag('Your TagKey cannot be prefixed with aws:', { Key });
    if ([...Value].length > LONGEST_VALUE || !CHARACTERS.test(Value)) {
      throw invalidTag('The TagValue you have provided is invalid', { Key, Value });
    }
  }
  return tags;
}
