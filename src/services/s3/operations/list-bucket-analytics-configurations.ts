// Lists every one of the kind: a storage class analysis.
import { listListed } from '../configuration/listed.ts';
import { analyticsConfiguration } from '../configuration/reports.ts';

export const listBucketAnalyticsConfigurations = listListed({
  name: 'ListBucketAnalyticsConfigurations',
  subresource: 'analytics',
  action: 's3:GetAnalyticsConfiguration',
  member: 'AnalyticsConfiguration',
  shape: analyticsConfiguration,
});
