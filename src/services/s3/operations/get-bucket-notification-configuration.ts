// Answers the bucket's event notifications; none is an empty document.
import { notificationConfiguration } from '../configuration/notification.ts';
import { getConfiguration } from '../configuration/stored.ts';

export const getBucketNotificationConfiguration = getConfiguration({
  name: 'GetBucketNotificationConfiguration',
  subresource: 'notification',
  action: 's3:GetBucketNotification',
  shape: notificationConfiguration,
  absent: () => ({}),
});
