// Replaces the bucket's event notifications.
import { admitNotifications, notificationConfiguration } from '../configuration/notification.ts';
import { putConfiguration } from '../configuration/stored.ts';

export const putBucketNotificationConfiguration = putConfiguration({
  name: 'PutBucketNotificationConfiguration',
  subresource: 'notification',
  action: 's3:PutBucketNotification',
  member: 'NotificationConfiguration',
  shape: notificationConfiguration,
  admit: (document, _, { random }) => admitNotifications(document, random.uuid),
});
