// Lists every version and delete marker, the newest of a key first.
import { boolean, integer, list, named, query, string, structure, timestamp } from '../../../core/shape.ts';
import { resolveBucket } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { invalidArgument } from '../errors.ts';
import {
  commonPrefixElement,
  encoderOf,
  entryOf,
  listCheck,
  listedMembers,
  listMembers,
  pageSize,
  restoreStatusOf,
} from '../listing/list-request.ts';
import { type Cursor, commonPrefixOf, listPage } from '../listing/listing.ts';
import { ownerOf } from '../owner.ts';
import { payable } from '../requester-pays.ts';
import { ownerShape } from '../shapes.ts';
import { orderOf } from '../versions/object-version.ts';
import { checkVersionId, timeOfVersionId } from '../versions/version-id.ts';

const input = structure({
  ...listMembers,
  KeyMarker: query('key-marker', string()),
  VersionIdMarker: query('version-id-marker', string()),
});
const output = structure(
  {
    Name: string(),
    Prefix: string(),
    KeyMarker: string(),
    VersionIdMarker: string(),
    NextKeyMarker: string(),
    NextVersionIdMarker: string(),
    Delimiter: string(),
    EncodingType: string(),
    MaxKeys: integer(),
    IsTruncated: boolean(),
    Versions: named(
      'Version',
      list(
        structure({
          Key: string(),
          VersionId: string(),
          IsLatest: boolean(),
          ...listedMembers,
        }),
        { flattened: true },
      ),
    ),
    DeleteMarkers: named(
      'DeleteMarker',
      list(
        structure({
          Key: string(),
          VersionId: string(),
          IsLatest: boolean(),
          LastModified: timestamp({ format: 'iso8601' }),
          Owner: ownerShape,
        }),
        { flattened: true },
      ),
    ),
    CommonPrefixes: list(commonPrefixElement, { flattened: true }),
  },
  { xmlName: 'ListVersionsResult', interleaved: ['Versions', 'DeleteMarkers'] },
);

export const listObjectVersions = payable({
  name: 'ListObjectVersions',
  input,
  output,
  http: { method: 'GET', uri: '/{Bucket}?versions' },
  resolve: resolveBucket,
  access: ({ input, target, call, deps }) => listCheck(deps, 's3:ListBucketVersions', target, call, input),
  run({ input, target: bucket, call, deps }) {
    const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker = '', VersionIdMarker = '' } = input;
    // In words of its own (recorded).
    if ((input.MaxKeys ?? 0) < 0) throw invalidArgument('max-keys cannot be negative', 'max-keys');
    const maxKeys = pageSize(input.MaxKeys);
    const encode = encoderOf(input.EncodingType);
    const withStatus = restoreStatusOf(input.OptionalObjectAttributes, bucket, call, deps);
    const page = listPage(deps.listing.readVersions(bucket), {
      prefix,
      delimiter,
      maxKeys,
      start: startOf(bucket, KeyMarker, VersionIdMarker, deps),
      past: KeyMarker.startsWith(prefix) ? commonPrefixOf(KeyMarker, prefix, delimiter) : undefined,
    });
    const { next } = page;
    const rows = page.rows.map((row, place) => ({ row, place }));
    const versions = rows.filter(({ row }) => row.deleteMarker === 0);
    const markers = rows.filter(({ row }) => row.deleteMarker === 1);
    return {
      Name: bucket.name,
      Prefix: encode(prefix),
      KeyMarker: encode(KeyMarker),
      VersionIdMarker,
      NextKeyMarker: next && encode('row' in next ? next.row.key : next.prefix),
      NextVersionIdMarker: next && 'row' in next ? next.row.versionId : undefined,
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      EncodingType: input.EncodingType,
      MaxKeys: maxKeys,
      IsTruncated: next !== undefined,
      Versions: versions.map(({ row, place }) => ({
        place,
        ...entryOf(row, encode, true),
        ...withStatus(row),
        VersionId: row.versionId,
        IsLatest: row.latest === 1,
      })),
      DeleteMarkers: markers.map(({ row, place }) => ({
        place,
        Key: encode(row.key),
        VersionId: row.versionId,
        IsLatest: row.latest === 1,
        LastModified: new Date(row.lastModified),
        Owner: ownerOf(row.owner),
      })),
      CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
    };
  },
});

function startOf(bucket: Bucket, key: string, versionId: string, deps: S3Deps): Cursor | undefined {
  if (versionId === '') return key === '' ? undefined : { key, at: 'after' };
  checkVersionId(versionId);
  if (key === '') {
    throw invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      'version-id-marker',
      versionId,
    );
  }
  const version = deps.objects.version(bucket, key, versionId);
  return { key, at: version ? orderOf(version) : placeBehind(bucket, key, versionId, deps) };
}

/** A marker that was deleted since the last page: behind it stand the key's versions that are older. */
function placeBehind(bucket: Bucket, key: string, versionId: string, deps: S3Deps): Cursor['at'] {
  const time = timeOfVersionId(versionId);
  if (time === undefined) return 'after';
  const older = deps.listing
    .versionsOf(bucket, key)
    .find((row) => row.versionId !== versionId && (timeOfVersionId(row.versionId) ?? 0n) < time);
  return older ? older.place + 1 : 'after';
}
