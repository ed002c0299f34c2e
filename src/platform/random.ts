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
      pool.copy(taken, 0, used, used + length);
      // What was handed out must not stay readable here: it may be a data key.
      pool.fill(0, used, used + length);
      used += length;
      return taken;
    },
    uuid: randomUUID,
  };
}
