// Lists a bucket's current objects, page by page.
import { boolean, header, integer, list, query, string, structure } from '../../../core/shape.ts';
import { resolveBucket } from '../access.ts';
import { invalidArgument } from '../errors.ts';
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
import { type ListQuery, listPage } from '../listing/listing.ts';
import { payable } from '../requester-pays.ts';

const input = structure({
  ...listMembers,
  ContinuationToken: query('continuation-token', string()),
  StartAfter: query('start-after', string()),
  FetchOwner: query('fetch-owner', boolean()),
});
const output = structure(
  {
    // Not in AWS's model, and in its answers (recorded).
    BucketRegion: header('x-amz-bucket-region', string()),
    Name: string(),
    Prefix: string(),
    Delimiter: string(),
    EncodingType: string(),
    MaxKeys: integer(),
    KeyCount: integer(),
    IsTruncated: boolean(),
    ContinuationToken: string(),
    NextContinuationToken: string(),
    StartAfter: string(),
    Contents: list(objectElement, { flattened: true }),
    CommonPrefixes: list(commonPrefixElement, { flattened: true }),
  },
  { xmlName: 'ListBucketResult' },
);

export const listObjectsV2 = payable({
  name: 'ListObjectsV2',
  input,
  output,
  http: { method: 'GET', uri: '/{Bucket}?list-type=2' },
  resolve: resolveBucket,
  access: ({ input, target, call, deps }) => listCheck(deps, 's3:ListBucket', target, call, input),
  run({ input, target: bucket, call, deps }) {
    const { Prefix: prefix = '', Delimiter: delimiter = '', ContinuationToken, StartAfter } = input;
    const maxKeys = pageSize(input.MaxKeys);
    const encode = encoderOf(input.EncodingType);
    const withStatus = restoreStatusOf(input.OptionalObjectAttributes, bucket, call, deps);
    const page = listPage(deps.listing.readLive(bucket), {
      prefix,
      delimiter,
      maxKeys,
      ...startOf(ContinuationToken, StartAfter),
    });
    return {
      BucketRegion: bucket.region as string,
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      EncodingType: input.EncodingType,
      MaxKeys: maxKeys,
      KeyCount: page.rows.length + page.commonPrefixes.length,
      IsTruncated: page.next !== undefined,
      ContinuationToken,
      NextContinuationToken:
        page.next && tokenOf('row' in page.next ? { after: page.next.row.key } : { past: page.next.prefix }),
      // A token has taken its place (recorded).
      StartAfter: StartAfter && ContinuationToken === undefined ? encode(StartAfter) : undefined,
      Contents: page.rows.map((row) => ({
        ...entryOf(row, encode, input.FetchOwner === true),
        ...withStatus(row),
      })),
      CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
    };
  },
});

interface Position {
  readonly after?: string;
  readonly past?: string;
}

const tokenOf = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64');

function startOf(
  token: string | undefined,
  startAfter: string | undefined,
): Pick<ListQuery, 'start' | 'past'> {
  if (token === undefined) return { start: startAfter ? { key: startAfter, at: 'after' } : undefined };
  const { after, past } = positionOf(token);
  return { start: after === undefined ? undefined : { key: after, at: 'after' }, past };
}

function positionOf(token: string): Position {
  try {
    const { after, past } = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as Position;
    if (typeof after === 'string') return { after };
    if (typeof past === 'string') return { past };
  } catch {
    // Falls through to the refusal.
  }
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token');
}
