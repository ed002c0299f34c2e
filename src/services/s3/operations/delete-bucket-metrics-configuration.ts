// Takes a request metrics filter of the bucket away.
import { deleteListed } from '../configuration/listed.ts';

export const deleteBucketMetricsConfiguration = deleteListed({
  name: 'DeleteBucketMetricsConfiguration',
  subresource: 'metrics',
  action: 's3:PutMetricsConfiguration',
});
