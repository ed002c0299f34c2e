// Tells whether the bucket's policy lets anybody in.
import { boolean, payload, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { noSuchBucketPolicy } from '../configuration/bucket-policy.ts';
import { isPublicPolicy } from '../configuration/public-policy.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const getBucketPolicyStatus = s3Operation({
  name: 'GetBucketPolicyStatus',
  input: bucketInput,
  output: structure({
    PolicyStatus: payload('PolicyStatus', structure({ IsPublic: boolean() }, { xmlName: 'PolicyStatus' })),
  }),
  http: { method: 'GET', uri: '/{Bucket}?policyStatus' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetBucketPolicyStatus'),
  run({ target: bucket, deps }) {
    const policy = deps.buckets.policy(bucket);
    if (policy === undefined) throw noSuchBucketPolicy(bucket.name);
    return { PolicyStatus: { IsPublic: isPublicPolicy(policy) } };
  },
});
