// Answers the bucket's policy, as PutBucketPolicy wrote it down.
import { payload, string, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { noSuchBucketPolicy } from '../configuration/bucket-policy.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const getBucketPolicy = s3Operation({
  name: 'GetBucketPolicy',
  input: bucketInput,
  output: structure({ Policy: payload('Policy', string()) }),
  http: { method: 'GET', uri: '/{Bucket}?policy' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetBucketPolicy'),
  run({ target: bucket, deps }) {
    const Policy = deps.buckets.policy(bucket);
    if (Policy === undefined) throw noSuchBucketPolicy(bucket.name);
    return { Policy };
  },
});
