// Lists the caller's buckets, in every region.
import { partitionOf } from '../../../core/ids.ts';
import { integer, list, query, string, structure, timestamp } from '../../../core/shape.ts';
import { bucketArn } from '../buckets/bucket-store.ts';
import { isS3Region } from '../buckets/regions.ts';
import { s3Operation } from '../deps.ts';
import { invalidArgument } from '../errors.ts';
import { ownerOf } from '../owner.ts';
import { ownerShape } from '../shapes.ts';

const input = structure({
  MaxBuckets: query('max-buckets', integer()),
  ContinuationToken: query('continuation-token', string()),
  Prefix: query('prefix', string()),
  BucketRegion: query('bucket-region', string()),
});
const output = structure(
  {
    Owner: ownerShape,
    Buckets: list(
      structure({
        Name: string(),
        CreationDate: timestamp({ format: 'iso8601' }),
        BucketRegion: string(),
        BucketArn: string(),
      }),
      { memberName: 'Bucket' },
    ),
    ContinuationToken: string(),
    Prefix: string(),
  },
  { xmlName: 'ListAllMyBucketsResult' },
);

const MOST = 10_000;

export const listBuckets = s3Operation({
  name: 'ListBuckets',
  input,
  output,
  http: { method: 'GET', uri: '/' },
  access: ({ call }) => ({ action: 's3:ListAllMyBuckets', resource: '*', account: call.account }),
  run({ input, call, deps }) {
    const { MaxBuckets, ContinuationToken: token, Prefix = '', BucketRegion } = input;
    if (MaxBuckets !== undefined && (MaxBuckets < 1 || MaxBuckets > MOST)) {
      throw invalidArgument(
        'Argument max-buckets must be an integer between 1 and 10000',
        'max-buckets',
        String(MaxBuckets),
      );
    }
    if (BucketRegion !== undefined && !isS3Region(BucketRegion)) {
      throw invalidArgument(`Argument value ${BucketRegion} is not a valid AWS Region`, 'bucket-region');
    }
    const after = token === undefined ? '' : Buffer.from(token, 'base64').toString('utf8');
    const matching = deps.buckets
      .ofAccount(call.account, partitionOf(call.region), after)
      .filter(({ name, region }) => name.startsWith(Prefix) && (!BucketRegion || region === BucketRegion));
    const page = matching.slice(0, MaxBuckets ?? MOST);
    const last = page.at(-1);
    // Only a request that could have pages is told each bucket's region (recorded).
    const paged =
      MaxBuckets !== undefined ||
      token !== undefined ||
      input.Prefix !== undefined ||
      BucketRegion !== undefined;
    return {
      Owner: ownerOf(call.account),
      Buckets: page.map((bucket) => ({
        Name: bucket.name,
        CreationDate: new Date(bucket.created),
        BucketArn: bucketArn(bucket),
        ...(paged && { BucketRegion: bucket.region as string }),
      })),
      ...(last &&
        page.length < matching.length && { ContinuationToken: Buffer.from(last.name).toString('base64') }),
      ...(input.Prefix !== undefined && { Prefix: input.Prefix }),
    };
  },
});
