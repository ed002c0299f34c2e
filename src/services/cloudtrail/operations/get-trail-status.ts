import { boolean, string, structure, timestamp } from '../../../core/shape.ts';
import { cloudTrailOperation, findTrail, onTrail } from '../deps.ts';
import { namesTrail } from '../shapes.ts';

const date = (time: number | undefined): Date | undefined =>
  time === undefined ? undefined : new Date(time);
/** The members that AWS tells as texts, empty where nothing has happened yet. */
const text = (time: number | undefined): string =>
  time === undefined ? '' : `${new Date(time).toISOString().slice(0, 19)}Z`;

export const getTrailStatus = cloudTrailOperation({
  name: 'GetTrailStatus',
  input: namesTrail,
  output: structure({
    IsLogging: boolean(),
    LatestDeliveryError: string(),
    LatestNotificationError: string(),
    LatestDeliveryTime: timestamp(),
    LatestNotificationTime: timestamp(),
    StartLoggingTime: timestamp(),
    StopLoggingTime: timestamp(),
    LatestCloudWatchLogsDeliveryError: string(),
    LatestCloudWatchLogsDeliveryTime: timestamp(),
    LatestDigestDeliveryTime: timestamp(),
    LatestDigestDeliveryError: string(),
    LatestDeliveryAttemptTime: string(),
    LatestNotificationAttemptTime: string(),
    LatestNotificationAttemptSucceeded: string(),
    LatestDeliveryAttemptSucceeded: string(),
    TimeLoggingStarted: string(),
    TimeLoggingStopped: string(),
  }),
  resolve: ({ input, ...asking }) => findTrail(input.Name, asking),
  access: onTrail('GetTrailStatus'),
  run({ target: { status } }) {
    const { logging, started, stopped, delivered, attempted, error } = status;
    const { notified, notificationAttempted, notificationError } = status;
    return {
      IsLogging: logging,
      LatestDeliveryError: error,
      LatestNotificationError: notificationError,
      LatestDeliveryTime: date(delivered),
      LatestNotificationTime: date(notified),
      StartLoggingTime: date(started),
      StopLoggingTime: date(stopped),
      LatestDeliveryAttemptTime: text(attempted),
      LatestNotificationAttemptTime: text(notificationAttempted),
      LatestNotificationAttemptSucceeded: text(notified),
      LatestDeliveryAttemptSucceeded: text(delivered),
      TimeLoggingStarted: text(started),
      TimeLoggingStopped: text(stopped),
    };
  },
});
