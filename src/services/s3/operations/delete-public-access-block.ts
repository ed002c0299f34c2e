// Takes the block away: the public may be let in.
import { empty } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { REMOVED } from '../configuration/public-access.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const deletePublicAccessBlock = s3Operation({
  name: 'DeletePublicAccessBlock',
  input: bucketInput,
  output: empty,
  http: { method: 'DELETE', uri: '/{Bucket}?publicAccessBlock', status: 204 },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:PutBucketPublicAccessBlock'),
  async run({ target: bucket, deps }) {
    await deps.database.commit(() => deps.buckets.configure(bucket, 'publicAccessBlock', REMOVED));
    return {};
  },
});
