// Replaces the bucket's event notifications, once each destination has taken a test event.
import { boolean, empty, header, payload, required, structure } from '../../../core/shape.ts';
import { allowsOnBucket, resolveBucket } from '../access.ts';
import { admitNotifications, notificationConfiguration } from '../configuration/notification.ts';
import { s3Operation } from '../deps.ts';
import { checkSubscribers } from '../notification/destinations.ts';
import { subscribersOf } from '../notification/subscribers.ts';
import { bucketMembers } from '../shapes.ts';

export const putBucketNotificationConfiguration = s3Operation({
  name: 'PutBucketNotificationConfiguration',
  input: structure({
    ...bucketMembers,
    NotificationConfiguration: required(payload('NotificationConfiguration', notificationConfiguration)),
    SkipDestinationValidation: header('x-amz-skip-destination-validation', boolean()),
  }),
  output: empty,
  http: { method: 'PUT', uri: '/{Bucket}?notification', status: 200 },
  resolve: resolveBucket,
  access: allowsOnBucket('s3:PutBucketNotification'),
  async run({ input, target: bucket, call, deps }) {
    const document = admitNotifications(input.NotificationConfiguration, deps.random.uuid);
    const subscribers = subscribersOf(document);
    checkSubscribers(subscribers, bucket);
    if (input.SkipDestinationValidation !== true) await deps.notifications.verify(subscribers, bucket, call);
    await deps.database.commit(() => deps.buckets.configure(bucket, 'notification', document));
    return {};
  },
});
