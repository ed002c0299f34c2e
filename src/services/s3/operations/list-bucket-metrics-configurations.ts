// Lists every one of the kind: a request metrics filter.
import { listListed } from '../configuration/listed.ts';
import { metricsConfiguration } from '../configuration/reports.ts';

export const listBucketMetricsConfigurations = listListed({
  name: 'ListBucketMetricsConfigurations',
  subresource: 'metrics',
  action: 's3:GetMetricsConfiguration',
  member: 'MetricsConfiguration',
  shape: metricsConfiguration,
});
