// A stream read to its end in the turns its pieces come in: an iterator costs a mail more than its bytes do.
import type { Readable } from 'node:stream';
import type { Prompt } from '../../../core/prompt.ts';

/**
 * What `take` promises holds the writer back, and the end too. What comes after a failure is read and forgotten:
 * whoever waits for the end of the stream shall see it.
 */
export function readAll(stream: Readable, take: (piece: Buffer) => Prompt<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let last: Prompt<void>;
    let failed = false;
    const fail = (error: unknown) => {
      failed = true;
      reject(error);
      stream.resume();
    };
    stream.on('data', (piece: Buffer) => {
      if (failed) return;
      last = take(piece);
      if (!last) return;
      stream.pause();
      last.then(() => stream.resume(), fail);
    });
    // A stream whose last piece was given ends even while it is paused.
    stream.once('end', () => resolve(last));
    stream.once('error', fail);
  });
}
