// What every service is given of the world, and how it is opened.
import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BlobStore, openBlobStore } from './blob-store.ts';
import { type Clock, MoveableClock } from './clock.ts';
import { asDataDirectoryError, openDataDirectory } from './data-directory.ts';
import { type Database, type Migration, openDatabase } from './database.ts';
import { type Journal, type JournalSettings, openJournal } from './journal.ts';
import { createLog, type Log, type LogLevel } from './log.ts';
import { openMasterKey, requireItsKey } from './master-key.ts';
import { createRandom, type Random } from './random.ts';
import { type MakingRoom, noReserve, openReserve } from './reserve.ts';

export interface Platform {
  readonly clock: Clock;
  readonly random: Random;
  readonly database: Database;
  readonly blobs: BlobStore;
  /** AES-256: wraps key material at rest. */
  readonly masterKey: KeyObject;
  readonly log: Log;
  /** For deletes: they succeed on a full disk, too. */
  readonly makingRoom: MakingRoom;
}

export interface PlatformSettings {
  /** Undefined: SQLite in memory and a temporary folder for large bodies. */
  readonly dataDir: string | undefined;
  readonly durability: 'normal' | 'full';
  readonly logLevel: LogLevel;
  /** base64 of 32 bytes, instead of the file in the data directory. */
  readonly masterKey: string | undefined;
  readonly migrations: readonly Migration[];
}

export interface OpenPlatform {
  readonly platform: Platform;
  readonly clock: MoveableClock;
  /** A folder of the data directory, for what happens too often for the database; undefined in memory mode. */
  readonly journal: (name: string, settings: JournalSettings) => Journal | undefined;
}

/** @throws DataDirectoryError when the data directory cannot be used. */
export async function openPlatform(settings: PlatformSettings): Promise<OpenPlatform> {
  try {
    return await open(settings);
  } catch (error) {
    throw settings.dataDir === undefined ? error : asDataDirectoryError(error);
  }
}

async function open(settings: PlatformSettings): Promise<OpenPlatform> {
  const { dataDir, durability, migrations } = settings;
  const log = createLog(settings.logLevel);
  const clock = new MoveableClock((error) => log.error({ err: error }, 'a scheduled job failed'));
  const random = createRandom();
  if (dataDir !== undefined) openDataDirectory(dataDir);
  const inDataDir = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name));
  const file = inDataDir('waxseal.sqlite');
  const isNew = file === undefined || !existsSync(file);
  const blobs = await openBlobStore({ folder: inDataDir('blobs'), durability, random });
  const masterKey = openMasterKey(dataDir, settings.masterKey, random, isNew);
  const database = openDatabase({ file: file ?? ':memory:', migrations, durability });
  if (dataDir !== undefined) requireItsKey(database, masterKey, dataDir, isNew);
  const reserve = inDataDir('reserve');
  const makingRoom = reserve === undefined ? noReserve : openReserve({ file: reserve, database, random });
  return {
    platform: { clock, random, database, blobs, masterKey, log, makingRoom },
    clock,
    journal(name, given) {
      const folder = inDataDir(name);
      if (folder === undefined) return undefined;
      try {
        return openJournal(folder, given);
      } catch (error) {
        database.close();
        throw asDataDirectoryError(error);
      }
    },
  };
}
