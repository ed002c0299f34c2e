// Reads a file one chunk ahead, into two buffers in turn: a fresh buffer for each chunk costs more than the read,
// because the kernel has to clear its pages (facts/performance.md §1).
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { bytesPassed } from './young-garbage.ts';

/**
 * Bytes `start` (inclusive) to `end` (exclusive), or to the end of the file where that comes first. A chunk is its
 * reader's until it asks for the next.
 */
export async function* readFile(
  path: string,
  start: number,
  end: number,
  chunk: number,
): AsyncGenerator<Buffer> {
  const length = Math.min(chunk, end - start);
  if (length <= 0) return;
  const file = await open(path);
  let ahead: Promise<Buffer> | undefined;
  try {
    let buffer = Buffer.allocUnsafe(length);
    let other = end - start > length ? Buffer.allocUnsafe(length) : buffer;
    let at = start;
    ahead = fill(file, buffer, at, end);
    while (ahead) {
      const bytes: Buffer = await ahead;
      ahead = undefined;
      at += bytes.length;
      [buffer, other] = [other, buffer];
      if (at < end && bytes.length === length) {
        ahead = fill(file, buffer, at, end);
        // It is awaited when the reader comes back; until then its failure is nobody's.
        ahead.catch(() => {});
      }
      if (bytes.length > 0) yield bytes;
      bytesPassed(bytes.length);
    }
  } finally {
    await ahead?.catch(() => {});
    await file.close();
  }
}

async function fill(file: FileHandle, buffer: Buffer, at: number, end: number): Promise<Buffer> {
  const wanted = Math.min(buffer.length, end - at);
  let filled = 0;
  while (filled < wanted) {
    const { bytesRead } = await file.read(buffer, filled, wanted - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/**
 * The same bytes in one piece, while everybody waits: for what SQLite, too, would read at once. Three waits for a
 * thread cost a short read more than the read.
 */
export function readFileNow(path: string, start: number, end: number): Buffer {
  const buffer = Buffer.allocUnsafe(end - start);
  const file = openSync(path, 'r');
  try {
    let filled = 0;
    while (filled < buffer.length) {
      const bytesRead = readSync(file, buffer, filled, buffer.length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    bytesPassed(filled);
    return buffer.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}
