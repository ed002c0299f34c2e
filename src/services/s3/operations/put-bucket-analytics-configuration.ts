// Keeps a storage class analysis of the bucket under its id.
import { putListed } from '../configuration/listed.ts';
import { analyticsConfiguration } from '../configuration/reports.ts';

export const putBucketAnalyticsConfiguration = putListed({
  name: 'PutBucketAnalyticsConfiguration',
  subresource: 'analytics',
  action: 's3:PutAnalyticsConfiguration',
  member: 'AnalyticsConfiguration',
  shape: analyticsConfiguration,
});
