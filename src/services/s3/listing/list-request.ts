// What the listing operations share: limits, url encoding, the conditions that policies look at.
import type { AccessCheck } from '../../../core/access-check.ts';
import type { Call } from '../../../core/call.ts';
import {
  boolean,
  header,
  integer,
  list,
  long,
  query,
  string,
  structure,
  timestamp,
} from '../../../core/shape.ts';
import { bucketCheck } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { invalidArgument } from '../errors.ts';
import { quoted } from '../etag.ts';
import { isArchive, restoreStatus } from '../lifecycle/restoration.ts';
import { ownerOf } from '../owner.ts';
import { bucketMembers, ownerShape } from '../shapes.ts';
import type { LiveRow } from './listing-store.ts';

export const listMembers = {
  ...bucketMembers,
  Prefix: query('prefix', string()),
  Delimiter: query('delimiter', string()),
  EncodingType: query('encoding-type', string()),
  MaxKeys: query('max-keys', integer()),
  RequestPayer: header('x-amz-request-payer', string()),
  OptionalObjectAttributes: header('x-amz-optional-object-attributes', list(string())),
};

const restoreStatusElement = structure({
  IsRestoreInProgress: boolean(),
  RestoreExpiryDate: timestamp({ format: 'iso8601' }),
});
/** What listings of objects and of versions tell alike. */
export const listedMembers = {
  LastModified: timestamp({ format: 'iso8601' }),
  ETag: string(),
  ChecksumAlgorithm: list(string(), { flattened: true }),
  ChecksumType: string(),
  Size: long(),
  StorageClass: string(),
  Owner: ownerShape,
  RestoreStatus: restoreStatusElement,
};
export const objectElement = structure({ Key: string(), ...listedMembers });
export const commonPrefixElement = structure({ Prefix: string() });

const MOST = 1000;

export interface ListInput {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly EncodingType?: string | undefined;
  readonly MaxKeys?: number | undefined;
}

/**
 * How many entries a page may have; more than a thousand is a thousand.
 * @param argument as AWS calls it in a refusal: `maxKeys`, but else as the parameter (recorded).
 */
export function pageSize(asked: number | undefined, argument = 'maxKeys'): number {
  if (asked === undefined) return MOST;
  return Math.min(natural(asked, argument), MOST);
}

/** What is no integer at all was refused when it was read. */
export function natural(asked: number, argument: string): number {
  if (Number.isInteger(asked) && asked >= 0 && asked <= 0x7fffffff) return asked;
  throw invalidArgument(
    `Argument ${argument} must be an integer between 0 and 2147483647`,
    argument,
    String(asked),
  );
}

/** Keys as they are, or as `encoding-type=url` wants them. */
export function encoderOf(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return (text) => text;
  if (encodingType !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  }
  return urlEncoded;
}

/** As java.net.URLEncoder does it, which AWS uses, with the slash left alone. */
const urlEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

export const listCheck = (
  deps: S3Deps,
  action: string,
  bucket: Bucket,
  call: Call,
  { Prefix, Delimiter, MaxKeys }: ListInput,
): AccessCheck =>
  bucketCheck(deps, action, bucket, call, {
    // A listing without prefix is one with the empty prefix to StringLike conditions.
    's3:prefix': Prefix ?? '',
    's3:delimiter': Delimiter,
    's3:max-keys': MaxKeys,
  });

export const entryOf = (row: LiveRow, encode: (text: string) => string, withOwner: boolean) => ({
  Key: encode(row.key),
  LastModified: new Date(row.lastModified),
  ETag: quoted(row.etag),
  ...(row.checksumAlgorithm !== null && {
    ChecksumAlgorithm: [row.checksumAlgorithm],
    ChecksumType: row.checksumType ?? undefined,
  }),
  Size: row.size,
  StorageClass: row.storageClass,
  ...(withOwner && { Owner: ownerOf(row.owner) }),
});

interface ListedVersion {
  readonly key: string;
  readonly storageClass: string;
  readonly versionId?: string;
}

/** What `x-amz-optional-object-attributes: RestoreStatus` adds to an entry. */
export function restoreStatusOf(
  asked: readonly string[] | undefined,
  bucket: Bucket,
  call: Call,
  { objects }: S3Deps,
): (row: ListedVersion) => { readonly RestoreStatus?: ReturnType<typeof restoreStatus> } {
  if (!asked?.includes('RestoreStatus')) return () => ({});
  return ({ key, storageClass, versionId }) => {
    if (!isArchive(storageClass)) return {};
    const version =
      versionId === undefined ? objects.latest(bucket, key) : objects.version(bucket, key, versionId);
    return version ? { RestoreStatus: restoreStatus(version, call.time) } : {};
  };
}
