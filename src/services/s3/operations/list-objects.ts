// Lists a bucket's current objects, the first version of it: pages begin after a marker.
import { boolean, header, integer, list, query, string, structure } from '../../../core/shape.ts';
import { resolveBucket } from '../access.ts';
import {
  commonPrefixElement,
  encoderOf,
  entryOf,
  listCheck,
  listMembers,
  objectElement,
  pageSize,
  restoreStatusOf,
} from '../listing/list-request.ts';
import { commonPrefixOf, listPage } from '../listing/listing.ts';
import { payable } from '../requester-pays.ts';

const output = structure(
  {
    // Not in AWS's model, and in its answers (recorded).
    BucketRegion: header('x-amz-bucket-region', string()),
    Name: string(),
    Prefix: string(),
    Marker: string(),
    NextMarker: string(),
    Delimiter: string(),
    EncodingType: string(),
    MaxKeys: integer(),
    IsTruncated: boolean(),
    Contents: list(objectElement, { flattened: true }),
    CommonPrefixes: list(commonPrefixElement, { flattened: true }),
  },
  { xmlName: 'ListBucketResult' },
);

export const listObjects = payable({
  name: 'ListObjects',
  input: structure({ ...listMembers, Marker: query('marker', string()) }),
  output,
  http: { method: 'GET', uri: '/{Bucket}' },
  resolve: resolveBucket,
  access: ({ input, target, call, deps }) => listCheck(deps, 's3:ListBucket', target, call, input),
  run({ input, target: bucket, call, deps }) {
    const { Prefix: prefix = '', Delimiter: delimiter = '', Marker: marker = '' } = input;
    const maxKeys = pageSize(input.MaxKeys);
    const encode = encoderOf(input.EncodingType);
    const withStatus = restoreStatusOf(input.OptionalObjectAttributes, bucket, call, deps);
    const page = listPage(deps.listing.readLive(bucket), {
      prefix,
      delimiter,
      maxKeys,
      start: marker === '' ? undefined : { key: marker, at: 'after' },
      // A marker within a common prefix stands for all of it: NextMarker is such a prefix.
      past: marker.startsWith(prefix) ? commonPrefixOf(marker, prefix, delimiter) : undefined,
    });
    const next = page.next && ('row' in page.next ? page.next.row.key : page.next.prefix);
    return {
      BucketRegion: bucket.region as string,
      Name: bucket.name,
      Prefix: encode(prefix),
      Marker: encode(marker),
      // Without a delimiter the last key is the next marker, and AWS leaves it to the client.
      NextMarker: next !== undefined && delimiter !== '' ? encode(next) : undefined,
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      EncodingType: input.EncodingType,
      MaxKeys: maxKeys,
      IsTruncated: page.next !== undefined,
      Contents: page.rows.map((row) => ({ ...entryOf(row, encode, true), ...withStatus(row) })),
      CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
    };
  },
});
