// Writes an output body to the socket, as fast as the client reads and no faster.
import type { ServerResponse } from 'node:http';
import type { Body } from '../../core/body.ts';

/** Bytes on their way to the socket: what a source gives at once leaves in one system call. */
const MOST_WAITING = 256 * 1024;

export interface Pumping {
  /** Called when the first piece is there, or the end: status and headers may leave. */
  readonly begin: () => void;
  /** Told of an error before anything left: the answer may still be another one. */
  readonly refused: (error: unknown) => void;
  /**
   * Told of an error of the source later on; all that is left is to cut the connection, which tells the client
   * that what it has is not the object.
   */
  readonly brokeOff: (error: unknown) => void;
}

export async function pump(
  body: Body,
  response: ServerResponse,
  { begin, refused, brokeOff }: Pumping,
): Promise<void> {
  const iterator = body[Symbol.asyncIterator]();
  let written = 0;
  let begun = false;
  try {
    while (!response.destroyed) {
      const { done, value } = await iterator.next();
      if (response.destroyed) break;
      if (done && body.length !== undefined && written !== body.length) {
        throw new Error(`the body ended after ${written} of ${body.length} bytes`);
      }
      if (!begun) begin();
      begun = true;
      if (done) {
        response.end();
        return;
      }
      written += value.length;
      if (!response.write(value) && response.writableLength >= MOST_WAITING) await drained(response);
    }
    // The client went away: the source must learn of it (open files, decryption streams).
    await iterator.return?.();
  } catch (error) {
    if (!begun) return refused(error);
    response.destroy();
    brokeOff(error);
  }
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
    if (response.destroyed) settle();
  });
