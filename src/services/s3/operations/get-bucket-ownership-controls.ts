// Answers who owns what is written to the bucket.
import { payload, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import {
  DEFAULT_CONTROLS,
  noSuchControls,
  type OwnershipControls,
  ownershipControls,
  type RemovedControls,
} from '../configuration/ownership-controls.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const getBucketOwnershipControls = s3Operation({
  name: 'GetBucketOwnershipControls',
  input: bucketInput,
  output: structure({ OwnershipControls: payload('OwnershipControls', ownershipControls) }),
  http: { method: 'GET', uri: '/{Bucket}?ownershipControls' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetBucketOwnershipControls'),
  run({ target: bucket, deps }) {
    const stored = deps.buckets.configuration<OwnershipControls | RemovedControls>(
      bucket,
      'ownershipControls',
    );
    if (stored && 'removed' in stored) throw noSuchControls(bucket.name);
    return { OwnershipControls: stored ?? DEFAULT_CONTROLS };
  },
});
