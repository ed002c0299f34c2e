// A message's bytes as an async iterable: what Node's own iterator gives, for a fraction of its price, since
// chunks are handed over as they come in.
import type { IncomingMessage } from 'node:http';
import { BodyCutShort } from './gather.ts';

/** Bytes that may wait for the reader before the client is made to wait. */
const MOST_WAITING = 256 * 1024;

/** @throws BodyCutShort when the client went away or broke the framing. A reader that stops early leaves the rest. */
export async function* chunksOf(message: IncomingMessage): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  let ended = false;
  let failed = false;
  let wake = (): void => {};
  const onData = (chunk: Buffer) => {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes >= MOST_WAITING) message.pause();
    wake();
  };
  const onEnd = () => {
    ended = true;
    wake();
  };
  const onCut = () => {
    failed = true;
    wake();
  };
  message.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut);
  try {
    while (true) {
      const taken = waiting;
      waiting = [];
      bytes = 0;
      for (const chunk of taken) yield chunk;
      if (waiting.length > 0) continue;
      if (ended) return;
      if (failed || message.destroyed) throw new BodyCutShort();
      if (message.isPaused()) message.resume();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    message.off('data', onData).off('end', onEnd).off('close', onCut);
  }
}
