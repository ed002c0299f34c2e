// GetSendQuota: every recipient of the last 24 hours counts.
import { double, empty, structure } from '../../../core/shape.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { sendQuota } from '../sending/quota.ts';

export const getSendQuota = sesOperation({
  name: 'GetSendQuota',
  input: empty,
  output: structure({ Max24HourSend: double(), MaxSendRate: double(), SentLast24Hours: double() }),
  access: onEverything('GetSendQuota'),
  run: ({ call, deps: { sent } }) => sendQuota(sent, call),
});
