// Names a bucket's region, in S3's oldest way: us-east-1 is nothing at all.
import { string, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const getBucketLocation = s3Operation({
  name: 'GetBucketLocation',
  input: bucketInput,
  output: structure({ LocationConstraint: string() }, { xmlName: 'LocationConstraint' }),
  http: { method: 'GET', uri: '/{Bucket}?location' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetBucketLocation'),
  run: ({ target }) => ({ LocationConstraint: target.region === 'us-east-1' ? '' : target.region }),
});
