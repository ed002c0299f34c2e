// Answers the bucket's lifecycle rules.
import { header, oneOf, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import {
  lifecycleMembers,
  noSuchLifecycle,
  revived,
  type StoredLifecycle,
} from '../configuration/lifecycle.ts';
import { s3Operation } from '../deps.ts';
import { bucketInput } from '../shapes.ts';

export const getBucketLifecycleConfiguration = s3Operation({
  name: 'GetBucketLifecycleConfiguration',
  input: bucketInput,
  output: structure(
    {
      ...lifecycleMembers,
      TransitionDefaultMinimumObjectSize: header(
        'x-amz-transition-default-minimum-object-size',
        oneOf('varies_by_storage_class', 'all_storage_classes_128K'),
      ),
    },
    { xmlName: 'LifecycleConfiguration', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
  ),
  http: { method: 'GET', uri: '/{Bucket}?lifecycle' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetLifecycleConfiguration'),
  run({ target: bucket, deps }) {
    const stored = deps.buckets.configuration<StoredLifecycle>(bucket, 'lifecycle');
    if (!stored) throw noSuchLifecycle(bucket.name);
    const { TransitionDefaultMinimumObjectSize } = stored;
    return { ...revived(stored), TransitionDefaultMinimumObjectSize };
  },
});
