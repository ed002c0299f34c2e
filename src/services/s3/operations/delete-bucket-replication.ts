// Takes the bucket's replication rules away. What was admitted under them is replicated all the same.
import { empty } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const deleteBucketReplication = s3Operation({
  name: 'DeleteBucketReplication',
  input: bucketInput,
  output: empty,
  http: { method: 'DELETE', uri: '/{Bucket}?replication', status: 204 },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:PutReplicationConfiguration'),
  async run({ target: bucket, deps }) {
    await deps.database.commit(() => deps.buckets.unconfigure(bucket, 'replication'));
    return {};
  },
});
