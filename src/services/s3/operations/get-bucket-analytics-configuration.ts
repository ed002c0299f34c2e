// Answers a storage class analysis of the bucket.
import { getListed } from '../configuration/listed.ts';
import { analyticsConfiguration } from '../configuration/reports.ts';

export const getBucketAnalyticsConfiguration = getListed({
  name: 'GetBucketAnalyticsConfiguration',
  subresource: 'analytics',
  action: 's3:GetAnalyticsConfiguration',
  member: 'AnalyticsConfiguration',
  shape: analyticsConfiguration,
});
