// Answers a request metrics filter of the bucket.
import { getListed } from '../configuration/listed.ts';
import { metricsConfiguration } from '../configuration/reports.ts';

export const getBucketMetricsConfiguration = getListed({
  name: 'GetBucketMetricsConfiguration',
  subresource: 'metrics',
  action: 's3:GetMetricsConfiguration',
  member: 'MetricsConfiguration',
  shape: metricsConfiguration,
});
