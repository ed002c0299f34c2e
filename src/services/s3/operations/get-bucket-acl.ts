// Answers the bucket's ACL; its owner alone where none was set.
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { aclOfBucket, asPolicy } from '../configuration/acl.ts';
import { accessControlPolicy } from '../configuration/acl-shapes.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const getBucketAcl = s3Operation({
  name: 'GetBucketAcl',
  input: bucketInput,
  output: accessControlPolicy,
  http: { method: 'GET', uri: '/{Bucket}?acl' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetBucketAcl'),
  run: ({ target: bucket, deps }) => asPolicy(bucket.account, aclOfBucket(deps.buckets, bucket)),
});
