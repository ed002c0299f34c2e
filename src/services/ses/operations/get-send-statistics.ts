// GetSendStatistics: two weeks by quarters of an hour, of the sent mail that is still kept.
import { empty, list, long, structure, timestamp } from '../../../core/shape.ts';
import { onEverything, sesOperation } from '../operation.ts';

const QUARTER = 15 * 60 * 1000;
const TWO_WEEKS = 14 * 24 * 60 * 60 * 1000;

export const getSendStatistics = sesOperation({
  name: 'GetSendStatistics',
  input: empty,
  output: structure({
    SendDataPoints: list(
      structure({
        Timestamp: timestamp(),
        DeliveryAttempts: long(),
        Bounces: long(),
        Complaints: long(),
        Rejects: long(),
      }),
    ),
  }),
  access: onEverything('GetSendStatistics'),
  run: ({ call, deps: { sent } }) => ({
    SendDataPoints: sent.attemptsSince(call, call.time - TWO_WEEKS, QUARTER).map(({ time, attempts }) => ({
      Timestamp: new Date(time),
      DeliveryAttempts: attempts,
      // Nobody answers what is sent from here.
      Bounces: 0,
      Complaints: 0,
      Rejects: 0,
    })),
  }),
});
