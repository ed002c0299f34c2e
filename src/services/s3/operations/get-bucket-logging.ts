// Answers where the bucket's access logs would go.
import { loggingStatus } from '../configuration/logging.ts';
import { getConfiguration } from '../configuration/stored.ts';

export const getBucketLogging = getConfiguration({
  name: 'GetBucketLogging',
  subresource: 'logging',
  action: 's3:GetBucketLogging',
  shape: loggingStatus,
  absent: () => ({}),
});
