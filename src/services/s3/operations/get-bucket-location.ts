// Names a bucket's region, in S3's oldest way: the root's own text, nothing at all for us-east-1, and `EU` for
// who said so when making the bucket.
import { payload, string, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

const OPEN =
  '<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

export const getBucketLocation = s3Operation({
  name: 'GetBucketLocation',
  input: bucketInput,
  output: structure({ LocationConstraint: payload('LocationConstraint', string()) }),
  http: { method: 'GET', uri: '/{Bucket}?location' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetBucketLocation'),
  run({ target, deps }) {
    const location = deps.buckets.configuration<string>(target, 'location') ?? target.region;
    return {
      LocationConstraint: location === 'us-east-1' ? `${OPEN}/>` : `${OPEN}>${location}</LocationConstraint>`,
    };
  },
});
