// Resets the bucket's default encryption to SSE-S3.
import { empty } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const deleteBucketEncryption = s3Operation({
  name: 'DeleteBucketEncryption',
  input: bucketInput,
  output: empty,
  http: { method: 'DELETE', uri: '/{Bucket}?encryption', status: 204 },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:PutEncryptionConfiguration'),
  async run({ target: bucket, deps }) {
    await deps.database.commit(() => deps.buckets.unconfigure(bucket, 'encryption'));
    return {};
  },
});
