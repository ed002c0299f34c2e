// Writes an output body to the socket, as fast as the client reads and no faster.
import type { ServerResponse } from 'node:http';
import type { Body } from '../../core/body.ts';

/** Bytes on their way to the socket: what a source gives at once leaves in one system call. */
const MOST_WAITING = 256 * 1024;

/**
 * @param onFailure told of an error of the source; the answer has begun, so all that is left is to cut the
 *   connection, which tells the client that what it has is not the object.
 */
export async function pump(
  body: Body,
  response: ServerResponse,
  onFailure: (error: unknown) => void,
): Promise<void> {
  const iterator = body[Symbol.asyncIterator]();
  let written = 0;
  try {
    while (!response.destroyed) {
      const { done, value } = await iterator.next();
      if (done) {
        if (body.length !== undefined && written !== body.length) {
          throw new Error(`the body ended after ${written} of ${body.length} bytes`);
        }
        response.end();
        return;
      }
      written += value.length;
      if (!response.destroyed && !response.write(value) && response.writableLength >= MOST_WAITING) {
        await drained(response);
      }
    }
    // The client went away: the source must learn of it (open files, decryption streams).
    await iterator.return?.();
  } catch (error) {
    response.destroy();
    onFailure(error);
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
