// The key under which stored key material is wrapped: a file of mode 0600 in the data directory, a setting,
// or, in memory mode, a random one that dies with the process.
import { createSecretKey, type KeyObject } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random.ts';

const LENGTH = 32;

/** @param given base64 of 32 bytes (`WAXSEAL_MASTER_KEY`). */
export function openMasterKey(
  dataDirectory: string | undefined,
  given: string | undefined,
  random: Random,
): KeyObject {
  if (given !== undefined) return fromBytes(Buffer.from(given, 'base64'), 'WAXSEAL_MASTER_KEY');
  if (dataDirectory === undefined) return createSecretKey(random.bytes(LENGTH));
  const file = join(dataDirectory, 'master.key');
  return fromBytes(readOrCreate(file, random), file);
}

function readOrCreate(file: string, random: Random): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  // Written aside and linked into place: a crash leaves no half-written key that would lock all data away.
  const draft = `${file}.${random.bytes(8).toString('hex')}`;
  writeFileSync(draft, random.bytes(LENGTH), { mode: 0o600, flag: 'wx', flush: true });
  linkSync(draft, file);
  rmSync(draft);
  return readFileSync(file);
}

function fromBytes(bytes: Buffer, origin: string): KeyObject {
  if (bytes.length !== LENGTH)
    throw new Error(`${origin} must hold ${LENGTH} bytes, it holds ${bytes.length}`);
  return createSecretKey(bytes);
}
