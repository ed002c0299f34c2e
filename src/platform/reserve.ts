// Room on the disk for those who make room: deleting writes, too, before anything becomes free.
//
// A file of a few megabytes gives way to a delete that a full disk refuses, and takes its place again at once, before
// other writers find it. Meanwhile the write-ahead log goes into the database file, so that it lies in what the
// reserve gave for no longer than that: a delete costs nothing of it, however many come.
import { closeSync, openSync, statfsSync, statSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDiskFull } from '../core/disk-full.ts';
import type { Database } from './database.ts';
import type { Random } from './random.ts';

/** Runs a write that makes room; again, with the reserve let go, where the disk is full. */
export type MakingRoom = <T>(write: () => Promise<T>) => Promise<T>;

/** For what is kept in memory alone. */
export const noReserve: MakingRoom = (write) => write();

/** The log as long as it grows between checkpoints, and a thousand deletes in one transaction. */
const SIZE = 8 * 1024 * 1024;
const PIECE = 1024 * 1024;

export interface ReserveSettings {
  readonly file: string;
  readonly database: Database;
  readonly random: Random;
}

export function openReserve({ file, database, random }: ReserveSettings): MakingRoom {
  const moveLog = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
  const sizeNow = () => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const roomNow = () => {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize;
  };
  let held = sizeNow();
  let borrowers = 0;
  /** What the last try left of the disk: where it was not enough, another is worth it when a piece more is free. */
  let roomLeft = 0;

  /** As much of it as there is room for. Not of zeros: a file system that compresses would hold none of them. */
  function take(): void {
    try {
      const piece = random.bytes(PIECE);
      const descriptor = openSync(file, 'a', 0o600);
      try {
        while (held < SIZE) held += writeSync(descriptor, piece, 0, Math.min(PIECE, SIZE - held));
      } finally {
        closeSync(descriptor);
      }
    } catch {
      held = sizeNow();
      roomLeft = roomNow();
    }
  }

  /** For every delete: asked whether there is room, a file system answers at once; a write that fails is dear. */
  function complete(): void {
    if (held >= SIZE || borrowers > 0) return;
    if (roomNow() - roomLeft >= Math.min(PIECE, SIZE - held)) take();
  }

  function letGo(): boolean {
    if (held === 0 && borrowers === 0) return false;
    if (held > 0) truncateSync(file);
    held = 0;
    borrowers += 1;
    return true;
  }

  function giveBack(): void {
    borrowers -= 1;
    if (borrowers > 0) return;
    try {
      moveLog.get();
    } catch {
      // The log stays where it is until the next checkpoint.
    }
    take();
  }

  if (held < SIZE) take();

  return async (write) => {
    try {
      const written = await write();
      complete();
      return written;
    } catch (error) {
      if (!isDiskFull(error) || !letGo()) throw error;
    }
    try {
      return await write();
    } finally {
      giveBack();
    }
  };
}
