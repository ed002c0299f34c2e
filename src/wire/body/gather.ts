// Reads a request's body into memory, up to a limit, without a promise in between.
import type { IncomingMessage } from 'node:http';
import { askForBody } from './continue.ts';

export class BodyTooLarge extends Error {}
/** The client went away or broke the framing before the body was complete. */
export class BodyCutShort extends Error {}

export type Gathered = (failure: Error | undefined, bytes: Buffer) => void;

const NOTHING = Buffer.alloc(0);

export function gather(message: IncomingMessage, limit: number, done: Gathered): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = message.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return done(undefined, NOTHING);
  if (Number(length) > limit) return done(new BodyTooLarge(), NOTHING);

  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let received = 0;
  // The listeners stay on: taking them off costs more than the message's last events, which find it settled.
  let settled = false;
  const finish = (failure: Error | undefined) => {
    settled = true;
    const bytes = first === undefined ? NOTHING : rest === undefined ? first : Buffer.concat(rest, received);
    done(failure, failure ? NOTHING : bytes);
  };
  const onData = (chunk: Buffer) => {
    if (settled) return;
    received += chunk.length;
    if (received > limit) {
      finish(new BodyTooLarge());
      return;
    }
    if (first === undefined) first = chunk;
    else if (rest === undefined) rest = [first, chunk];
    else rest.push(chunk);
  };
  const onEnd = () => {
    if (!settled) finish(undefined);
  };
  const onCut = () => {
    if (!settled) finish(new BodyCutShort());
  };
  message.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut);
  askForBody(message);
}
