// Receipt handles: which message was received, and by which receive.
import * as errors from './errors.ts';
import type { StoredMessage } from './message-store.ts';

export interface Handle {
  readonly sequence: number;
  readonly id: string;
  readonly receipt: string;
}

export const writeHandle = ({ sequence, id }: StoredMessage, receipt: string): string =>
  Buffer.from(`${sequence} ${id} ${receipt}`).toString('base64');

export function readHandle(text: string): Handle {
  const [sequence = '', id, receipt] = Buffer.from(text, 'base64').toString('latin1').split(' ');
  if (!/^\d{1,15}$/.test(sequence) || !id || !receipt) throw errors.receiptHandleIsInvalid(text);
  return { sequence: Number(sequence), id, receipt };
}
