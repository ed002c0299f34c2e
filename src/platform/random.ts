// Randomness behind a small type, drawn in pools because one system call per IV costs more than the cipher.
import { randomFillSync, randomUUID } from 'node:crypto';

export interface Random {
  /** Fresh bytes that nobody else holds. */
  bytes(length: number): Buffer;
  uuid(): string;
}

const POOL = 4096;

export function createRandom(): Random {
  const pool = Buffer.allocUnsafe(POOL);
  let used = POOL;
  return {
    bytes(length) {
      if (length > POOL / 8) return randomFillSync(Buffer.allocUnsafe(length));
      if (used + length > POOL) {
        randomFillSync(pool);
        used = 0;
      }
      const taken = Buffer.allocUnsafe(length);
      // Byte by byte: for the few of an IV, Node's copy and fill cost several times as much.
      for (let at = 0; at < length; at += 1) {
        taken[at] = pool[used + at] as number;
        // What was handed out must not stay readable here: it may be a data key.
        pool[used + at] = 0;
      }
      used += length;
      return taken;
    },
    uuid: randomUUID,
  };
}
