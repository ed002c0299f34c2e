// Sets the bucket's policy.
import { boolean, empty, header, payload, string, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { bucketArn } from '../buckets/bucket-store.ts';
import { checkBucketPolicy } from '../configuration/bucket-policy.ts';
import { policyText } from '../configuration/policy-text.ts';
import { isBlocked, prevented } from '../configuration/public-access.ts';
import { isPublicPolicy } from '../configuration/public-policy.ts';
import { s3Operation } from '../deps.ts';
import { bucketMembers } from '../shapes.ts';

export const putBucketPolicy = s3Operation({
  name: 'PutBucketPolicy',
  input: structure({
    ...bucketMembers,
    ConfirmRemoveSelfBucketAccess: header('x-amz-confirm-remove-self-bucket-access', boolean()),
    Policy: payload('Policy', string()),
  }),
  output: empty,
  http: { method: 'PUT', uri: '/{Bucket}?policy', status: 204 },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:PutBucketPolicy'),
  async run({ input, target: bucket, call, deps }) {
    const { Policy = '' } = input;
    checkBucketPolicy(Policy, bucket, deps.ports.knowsPrincipal);
    if (isBlocked(deps.buckets, bucket, 'BlockPublicPolicy') && isPublicPolicy(Policy)) {
      throw prevented('BlockPublicPolicy', 's3:PutBucketPolicy', bucketArn(bucket), bucket, call);
    }
    await deps.database.commit(() => deps.buckets.configure(bucket, 'policy', policyText(Policy)));
    return {};
  },
});
