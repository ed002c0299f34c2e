// Replaces the bucket's ACL.
import { empty, payload, structure } from '../../../core/shape.ts';
import { bucketCheck, resolveBucket } from '../access.ts';
import { bucketArn } from '../buckets/bucket-store.ts';
import { aclsNotSupported, refusePublicGrants, requestedGrants } from '../configuration/acl-input.ts';
import { accessControlPolicy } from '../configuration/acl-shapes.ts';
import { prevented } from '../configuration/public-access.ts';
import { s3Operation } from '../deps.ts';
import { ownershipOf } from '../ownership.ts';
import { aclMembers, bucketMembers } from '../shapes.ts';

export const putBucketAcl = s3Operation({
  name: 'PutBucketAcl',
  input: structure({
    ...bucketMembers,
    ...aclMembers,
    AccessControlPolicy: payload('AccessControlPolicy', accessControlPolicy),
  }),
  output: empty,
  http: { method: 'PUT', uri: '/{Bucket}?acl' },
  resolve: resolveBucket,
  access: ({ input, target: bucket, call, deps }) =>
    bucketCheck(deps, 's3:PutBucketAcl', bucket, call, { 's3:x-amz-acl': input.ACL }),
  async run({ input, target: bucket, call, deps }) {
    const grants = requestedGrants(input, 'bucket', bucket.account, bucket.account);
    if (ownershipOf(bucket, deps) === 'BucketOwnerEnforced') throw aclsNotSupported();
    refusePublicGrants(grants, bucket, deps.buckets, () =>
      prevented('BlockPublicAcls', 's3:PutBucketAcl', bucketArn(bucket), bucket, call),
    );
    await deps.database.commit(() => deps.buckets.configure(bucket, 'acl', grants));
    return {};
  },
});
