// What every service is given of the world.
import type { KeyObject } from 'node:crypto';
import type { BlobStore } from './blob-store.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Log } from './log.ts';
import type { Random } from './random.ts';

export interface Platform {
  readonly clock: Clock;
  readonly random: Random;
  readonly database: Database;
  readonly blobs: BlobStore;
  /** AES-256: wraps key material at rest. */
  readonly masterKey: KeyObject;
  readonly log: Log;
}
