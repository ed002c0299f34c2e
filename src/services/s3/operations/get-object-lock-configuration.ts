// Tells a bucket's Object Lock configuration.
import { AwsError } from '../../../core/errors.ts';
import { payload, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { s3Operation } from '../deps.ts';
import type { LockConfiguration } from '../object-lock.ts';
import { bucketInput } from '../shapes.ts';
import { lockConfigurationShape } from './put-object-lock-configuration.ts';

export const getObjectLockConfiguration = s3Operation({
  name: 'GetObjectLockConfiguration',
  input: bucketInput,
  output: structure({
    ObjectLockConfiguration: payload('ObjectLockConfiguration', lockConfigurationShape),
  }),
  http: { method: 'GET', uri: '/{Bucket}?object-lock' },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:GetBucketObjectLockConfiguration'),
  run({ target, deps }) {
    if (!target.objectLock) {
      throw new AwsError(
        'ObjectLockConfigurationNotFoundError',
        404,
        'Object Lock configuration does not exist for this bucket',
        { BucketName: target.name },
      );
    }
    const configuration = deps.buckets.configuration<LockConfiguration>(target, 'objectLock');
    return { ObjectLockConfiguration: configuration ?? { ObjectLockEnabled: 'Enabled' } };
  },
});
