// Receipt handles: which message was received, and by which receive.
import type { Random } from '../../platform/random.ts';
import * as errors from './errors.ts';
import type { StoredMessage } from './message-store.ts';

export interface Handle {
  readonly sequence: number;
  readonly id: string;
  readonly receipt: string;
}

/** Stands for one receive of one message, and tells when that was. */
export const newReceipt = (random: Random, now: number): string =>
  `${random.bytes(18).toString('base64url')}.${now.toString(36)}`;

/** Undefined for one of a data directory whose receipts did not tell. */
export function receivedAt(receipt: string | null): number | undefined {
  const [, time] = receipt?.split('.') ?? [];
  return time === undefined ? undefined : Number.parseInt(time, 36);
}

export const writeHandle = ({ sequence, id }: StoredMessage, receipt: string): string =>
  Buffer.from(`${sequence} ${id} ${receipt}`).toString('base64');

export function readHandle(text: string): Handle {
  const [sequence = '', id, receipt] = Buffer.from(text, 'base64').toString('latin1').split(' ');
  if (!/^\d{1,15}$/.test(sequence) || !id || !receipt) throw errors.receiptHandleIsInvalid(text);
  return { sequence: Number(sequence), id, receipt };
}
