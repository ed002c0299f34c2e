// The key under which stored key material is wrapped: a file of mode 0600 in the data directory, a setting,
// or, in memory mode, a random one that dies with the process.
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, DataDirectoryError } from './database.ts';
import type { Random } from './random.ts';

const LENGTH = 32;

/**
 * @param given base64 of 32 bytes (`WAXSEAL_MASTER_KEY`).
 * @param isNew the data directory holds nothing yet that another key has sealed.
 */
export function openMasterKey(
  dataDirectory: string | undefined,
  given: string | undefined,
  random: Random,
  isNew = true,
): KeyObject {
  if (given !== undefined) return fromBytes(Buffer.from(given, 'base64'), 'WAXSEAL_MASTER_KEY');
  if (dataDirectory === undefined) return createSecretKey(random.bytes(LENGTH));
  const file = join(dataDirectory, 'master.key');
  return fromBytes(readOrCreate(file, random, isNew), file);
}

/** @throws DataDirectoryError where the directory was written under another key: nothing sealed in it would open. */
export function requireItsKey(
  database: Database,
  masterKey: KeyObject,
  dataDirectory: string,
  isNew: boolean,
): void {
  const own = createHmac('sha256', masterKey).update('waxseal').digest().readUInt32BE() % 0x7fffffff || 1;
  const kept = database.prepare<[], number>('PRAGMA user_version').pluck().get();
  if (kept === own) return;
  if (kept === 0) {
    // What an older version made is not marked: nobody can tell whether this is its key.
    if (isNew) database.prepare(`PRAGMA user_version = ${own}`).run();
    return;
  }
  database.close();
  throw new DataDirectoryError(
    `${dataDirectory} was written under another master key than master.key or WAXSEAL_MASTER_KEY now hold`,
  );
}

function readOrCreate(file: string, random: Random, isNew: boolean): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (!isNew)
      throw new DataDirectoryError(
        `${file} is missing; its data opens under no other key (WAXSEAL_MASTER_KEY?)`,
      );
  }
  // Written aside and linked into place: a crash leaves no half-written key that would lock all data away.
  const draft = `${file}.${random.bytes(8).toString('hex')}`;
  writeFileSync(draft, random.bytes(LENGTH), { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    // Another process was first; which of them may go on, the database's lock decides.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  rmSync(draft);
  return readFileSync(file);
}

function fromBytes(bytes: Buffer, origin: string): KeyObject {
  if (bytes.length !== LENGTH)
    throw new DataDirectoryError(`${origin} must hold ${LENGTH} bytes, it holds ${bytes.length}`);
  return createSecretKey(bytes);
}
