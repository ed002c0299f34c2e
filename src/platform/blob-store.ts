// Immutable files with unguessable names: the bytes of objects too large for SQLite.
//
// Bytes first, then the transaction that makes them real: until a row names a blob it is an orphan, and
// `sweep` removes orphans at start. A blob is never changed and never overwritten.
import { type FileHandle, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolder } from './data-directory.ts';
import type { Random } from './random.ts';
import { readFile, readFileNow } from './read-file.ts';
import { bytesPassed } from './young-garbage.ts';

declare const blobId: unique symbol;
export type BlobId = string & { readonly [blobId]: true };

export interface BlobWriter {
  readonly id: BlobId;
  /** Appends; the bytes may be reused once the promise resolves. */
  write(bytes: Uint8Array): Promise<void>;
  /** Appends all of them, in order, without gluing them together first. */
  writeAll(pieces: readonly Uint8Array[]): Promise<void>;
  /** Closes the file (and flushes it to the disk when durability is full). */
  finish(): Promise<void>;
  /** Closes and removes the file; harmless after finish. */
  discard(): Promise<void>;
}

export interface BlobStore {
  create(): Promise<BlobWriter>;
  /** Bytes start (inclusive) to end (exclusive), in chunks of `chunk` bytes; each is its reader's until it asks for the next. */
  read(id: BlobId, start: number, end: number, chunk?: number): AsyncIterable<Buffer>;
  /** The same bytes in one piece and at once: of a few frames, where waiting costs more than reading. */
  readNow(id: BlobId, start: number, end: number): Buffer;
  remove(ids: readonly BlobId[]): Promise<void>;
  /** Removes every file that `isLive` does not know. */
  sweep(isLive: (id: BlobId) => boolean): Promise<number>;
  /** Removes every file. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface BlobStoreSettings {
  /** Undefined: a temporary folder that `close` removes. */
  readonly folder: string | undefined;
  readonly durability: 'normal' | 'full';
  readonly random: Random;
}

const DEFAULT_CHUNK = 256 * 1024;

export async function openBlobStore({ folder, durability, random }: BlobStoreSettings): Promise<BlobStore> {
  const root = folder ?? (await mkdtemp(join(tmpdir(), 'waxseal-')));
  openFolder(root);
  const path = (id: BlobId) => join(root, id);

  async function create(): Promise<BlobWriter> {
    const id = random.bytes(16).toString('hex') as BlobId;
    const file: FileHandle = await open(path(id), 'wx', 0o600);
    let closed = false;
    const close = async () => {
      if (closed) return;
      closed = true;
      await file.close();
    };
    const write = async (bytes: Uint8Array) => {
      let offset = 0;
      while (offset < bytes.length) offset += (await file.write(bytes, offset)).bytesWritten;
      bytesPassed(bytes.length);
    };
    return {
      id,
      write,
      async writeAll(pieces) {
        const { bytesWritten } = await file.writev(pieces);
        const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
        bytesPassed(total);
        // A nearly full disk may take only a part.
        if (bytesWritten < total) await write(Buffer.concat(pieces).subarray(bytesWritten));
      },
      async finish() {
        if (durability === 'full') await file.datasync();
        await close();
      },
      async discard() {
        await close();
        await rm(path(id), { force: true });
      },
    };
  }

  const list = async () => (await readdir(root)) as BlobId[];
  const remove = async (ids: readonly BlobId[]) => {
    await Promise.all(ids.map((id) => rm(path(id), { force: true })));
  };

  return {
    create,
    read: (id, start, end, chunk = DEFAULT_CHUNK) => readFile(path(id), start, end, chunk),
    readNow: (id, start, end) => readFileNow(path(id), start, end),
    remove,
    async sweep(isLive) {
      const orphans = (await list()).filter((id) => !isLive(id));
      await remove(orphans);
      return orphans.length;
    },
    reset: async () => remove(await list()),
    async close() {
      if (folder === undefined) await rm(root, { recursive: true, force: true });
    },
  };
}
