// Takes the bucket's lifecycle rules away.
import { deleteConfiguration } from '../configuration/stored.ts';

export const deleteBucketLifecycle = deleteConfiguration({
  name: 'DeleteBucketLifecycle',
  subresource: 'lifecycle',
  action: 's3:PutLifecycleConfiguration',
});
