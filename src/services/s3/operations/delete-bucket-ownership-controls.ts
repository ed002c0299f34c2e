// Takes the ownership controls away: writers own what they write, and ACLs count.
import { empty } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { REMOVED_CONTROLS } from '../configuration/ownership-controls.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const deleteBucketOwnershipControls = s3Operation({
  name: 'DeleteBucketOwnershipControls',
  input: bucketInput,
  output: empty,
  http: { method: 'DELETE', uri: '/{Bucket}?ownershipControls', status: 204 },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:PutBucketOwnershipControls'),
  async run({ target: bucket, deps }) {
    await deps.database.commit(() => deps.buckets.configure(bucket, 'ownershipControls', REMOVED_CONTROLS));
    return {};
  },
});
