// The data directory, judged before anything is served from it: what cannot hold a server's files is refused with
// one sentence for the person who starts it.
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DataDirectoryError } from './database.ts';

/** What is opened by name. A pipe in the place of one would hold the process up for ever. */
const FILES = ['master.key', 'reserve', 'waxseal.sqlite', 'waxseal.sqlite-wal', 'waxseal.sqlite-journal'];

/** @throws DataDirectoryError, or the file system's error. */
export function openDataDirectory(folder: string): void {
  openFolder(folder);
  for (const name of FILES) {
    const file = join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found && !found.isFile()) throw new DataDirectoryError(`${file} cannot be used: it is not a file`);
  }
}

/** Made where it is missing. @throws the file system's error where nothing can be written in it. */
export function openFolder(folder: string): void {
  makeFolder(folder);
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
}

/**
 * Folder by folder from the top, so that every version of Node meets the same obstacle: on a file system that takes
 * none (/proc), mkdir's `recursive` tries for ever, and what lies below a file some say is not there.
 */
function makeFolder(folder: string): void {
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  if (isFolder(folder)) return;
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have been first.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isDirectory())
    throw new DataDirectoryError(`the data directory cannot be used: ${path} is not a folder`);
  return found !== undefined;
}

/** What the file system refused is the directory's fault, and no bug. */
export const asDataDirectoryError = (error: unknown): unknown =>
  error instanceof Error && 'syscall' in error
    ? new DataDirectoryError(`the data directory cannot be used: ${error.message}`)
    : error;
