import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BlobStore, openBlobStore } from '../../../src/platform/blob-store.ts';
import { createRandom } from '../../../src/platform/random.ts';

const random = createRandom();
let folder: string;
let blobs: BlobStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waxseal-blobs-'));
  blobs = await openBlobStore({ folder, durability: 'full', random });
});
afterEach(async () => {
  await blobs.close();
  await rm(folder, { recursive: true, force: true });
});

async function written(bytes: Buffer) {
  const writer = await blobs.create();
  for (let at = 0; at < bytes.length; at += 1000) await writer.write(bytes.subarray(at, at + 1000));
  await writer.finish();
  return writer.id;
}
async function read(chunks: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

describe('the blob store', () => {
  it('leaves a chunk to its reader until the next is asked for', async () => {
    const bytes = random.bytes(10_000);
    const id = await written(bytes);
    let at = 0;
    for await (const chunk of blobs.read(id, 0, 10_000, 999)) {
      // Meanwhile the next is read.
      await readFile(join(folder, id));
      expect(chunk).toEqual(bytes.subarray(at, at + chunk.length));
      at += chunk.length;
    }
    expect(at).toBe(10_000);
  });

  it('lets a reader stop early', async () => {
    const id = await written(random.bytes(10_000));
    const lengths = [];
    for await (const chunk of blobs.read(id, 0, 10_000, 999)) {
      lengths.push(chunk.length);
      break;
    }
    expect(lengths).toEqual([999]);
  });

  it('reads back any range of what was written', async () => {
    const bytes = random.bytes(10_000);
    const id = await written(bytes);
    expect(await read(blobs.read(id, 0, 10_000))).toEqual(bytes);
    expect(await read(blobs.read(id, 777, 5_432, 100))).toEqual(bytes.subarray(777, 5_432));
  });

  it('sweeps what no row names and keeps the rest', async () => {
    const live = await written(Buffer.from('live'));
    const orphan = await blobs.create();
    await orphan.write(Buffer.from('half-writ'));
    await orphan.finish();
    expect(await blobs.sweep((id) => id === live)).toBe(1);
    expect(await readdir(folder)).toEqual([live]);
  });

  it('a discarded writer leaves nothing', async () => {
    const writer = await blobs.create();
    await writer.write(Buffer.from('abandoned'));
    await writer.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('names are unguessable: 128 random bits each', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => written(Buffer.from('x'))));
    expect(new Set(ids).size).toBe(20);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });
});
