// Takes the bucket's policy away; harmless where there is none.
import { empty } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const deleteBucketPolicy = s3Operation({
  name: 'DeleteBucketPolicy',
  input: bucketInput,
  output: empty,
  http: { method: 'DELETE', uri: '/{Bucket}?policy', status: 204 },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:DeleteBucketPolicy'),
  async run({ target: bucket, deps }) {
    await deps.database.commit(() => deps.buckets.unconfigure(bucket, 'policy'));
    return {};
  },
});
