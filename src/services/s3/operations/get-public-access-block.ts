// Answers what policies and ACLs may open to the public.
import { payload, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import {
  noSuchPublicAccessBlock,
  publicAccessBlock,
  publicAccessBlockOf,
} from '../configuration/public-access.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const getPublicAccessBlock = s3Operation({
  name: 'GetPublicAccessBlock',
  input: bucketInput,
  output: structure({
    PublicAccessBlockConfiguration: payload('PublicAccessBlockConfiguration', publicAccessBlock),
  }),
  http: { method: 'GET', uri: '/{Bucket}?publicAccessBlock' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetBucketPublicAccessBlock'),
  run({ target: bucket, deps }) {
    const block = publicAccessBlockOf(deps.buckets, bucket);
    if (!block) throw noSuchPublicAccessBlock(bucket.name);
    return { PublicAccessBlockConfiguration: block };
  },
});
