// Tells whether a bucket is there and may be used.
import { boolean, header, string, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { bucketArn } from '../buckets/bucket-store.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const headBucket = s3Operation({
  name: 'HeadBucket',
  input: bucketInput,
  output: structure({
    BucketArn: header('x-amz-bucket-arn', string()),
    BucketRegion: header('x-amz-bucket-region', string()),
    AccessPointAlias: header('x-amz-access-point-alias', boolean()),
    // Of a body that does not come (verified on AWS by moto).
    ContentType: header('content-type', string()),
  }),
  http: { method: 'HEAD', uri: '/{Bucket}' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:ListBucket'),
  run: ({ target }) => ({
    BucketArn: bucketArn(target),
    BucketRegion: target.region as string,
    AccessPointAlias: false,
    ContentType: 'application/xml',
  }),
});
