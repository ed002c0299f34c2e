// Keeps a request metrics filter of the bucket under its id.
import { putListed } from '../configuration/listed.ts';
import { metricsConfiguration } from '../configuration/reports.ts';

export const putBucketMetricsConfiguration = putListed({
  name: 'PutBucketMetricsConfiguration',
  subresource: 'metrics',
  action: 's3:PutMetricsConfiguration',
  member: 'MetricsConfiguration',
  shape: metricsConfiguration,
});
