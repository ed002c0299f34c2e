// Replaces the bucket's lifecycle rules; they run at each midnight UTC.
import { header, payload, required, string, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import {
  admitLifecycle,
  DEFAULT_MINIMUM_SIZE,
  lifecycleConfiguration,
  type StoredLifecycle,
} from '../configuration/lifecycle.ts';
import { s3Operation } from '../deps.ts';
import { invalidRequest } from '../errors.ts';
import { bucketMembers } from '../shapes.ts';

const minimumSize = header('x-amz-transition-default-minimum-object-size', string());

export const putBucketLifecycleConfiguration = s3Operation({
  name: 'PutBucketLifecycleConfiguration',
  input: structure({
    ...bucketMembers,
    LifecycleConfiguration: required(payload('LifecycleConfiguration', lifecycleConfiguration)),
    TransitionDefaultMinimumObjectSize: minimumSize,
  }),
  output: structure({ TransitionDefaultMinimumObjectSize: minimumSize }),
  http: { method: 'PUT', uri: '/{Bucket}?lifecycle' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:PutLifecycleConfiguration'),
  async run({ input, target: bucket, deps }) {
    const TransitionDefaultMinimumObjectSize = minimumSizeOf(input.TransitionDefaultMinimumObjectSize);
    const { Rules } = admitLifecycle(input.LifecycleConfiguration, deps.random.uuid);
    await deps.database.commit(() =>
      deps.buckets.configure(bucket, 'lifecycle', { Rules, TransitionDefaultMinimumObjectSize }),
    );
    deps.lifecycle.schedule();
    return { TransitionDefaultMinimumObjectSize };
  },
});

function minimumSizeOf(size: string | undefined): StoredLifecycle['TransitionDefaultMinimumObjectSize'] {
  if (size === undefined) return DEFAULT_MINIMUM_SIZE;
  if (size === 'varies_by_storage_class' || size === 'all_storage_classes_128K') return size;
  throw invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${size}`);
}
