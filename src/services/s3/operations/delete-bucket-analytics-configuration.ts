// Takes a storage class analysis of the bucket away.
import { deleteListed } from '../configuration/listed.ts';

export const deleteBucketAnalyticsConfiguration = deleteListed({
  name: 'DeleteBucketAnalyticsConfiguration',
  subresource: 'analytics',
  action: 's3:PutAnalyticsConfiguration',
});
