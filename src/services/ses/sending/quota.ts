// What an account may send: AWS's first production quota. It is told, and never enforced.
import type { Call } from '../../../core/call.ts';
import type { SentStore } from '../sent-store.ts';

const DAY = 24 * 60 * 60 * 1000;

export const sendQuota = (sent: SentStore, call: Call) => ({
  Max24HourSend: 50_000,
  MaxSendRate: 14,
  SentLast24Hours: sent.recipientsSince(call, call.time - DAY),
});
