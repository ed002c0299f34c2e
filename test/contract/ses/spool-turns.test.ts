import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type BlobStore, openBlobStore } from '../../../src/platform/blob-store.ts';
import { createRandom } from '../../../src/platform/random.ts';
import { readContent } from '../../../src/services/ses/receiving/content.ts';
import { Spool } from '../../../src/services/ses/receiving/spool.ts';

const MESSAGES = 40;
/** A message of so many is no longer small; four frames of it are sealed at a time. */
const OCTETS = 400 * 1024;

it('many messages that leave the memory at once are sealed half a megabyte a turn of the event loop', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waxseal-spool-'));
  const random = createRandom();
  const blobs = await openBlobStore({ folder, durability: 'normal', random });
  let turn = 0;
  let turning = setImmediate(function next() {
    turn += 1;
    turning = setImmediate(next);
  });
  const sealed = new Map<number, number>();
  const noting: BlobStore = {
    ...blobs,
    async create() {
      const writer = await blobs.create();
      const writeAll: typeof writer.writeAll = (pieces) => {
        const octets = pieces.reduce((sum, { length }) => sum + length, 0);
        sealed.set(turn, (sealed.get(turn) ?? 0) + octets);
        return writer.writeAll(pieces);
      };
      return { ...writer, writeAll };
    },
  };
  try {
    const contents = await Promise.all(
      Array.from({ length: MESSAGES }, async (_, index) => {
        const spool = new Spool(noting, random);
        await spool.write(Buffer.alloc(OCTETS, index + 1));
        return spool.finish();
      }),
    );
    expect(Math.max(...sealed.values())).toBeLessThanOrEqual(512 * 1024 + 8 * 16);
    expect(sealed.size).toBeGreaterThanOrEqual(MESSAGES / 2);
    for (const [index, content] of contents.entries()) {
      const read: Uint8Array[] = [];
      for await (const piece of readContent(content, blobs)) read.push(Buffer.from(piece));
      expect(Buffer.concat(read).equals(Buffer.alloc(OCTETS, index + 1))).toBe(true);
    }
  } finally {
    clearImmediate(turning);
    await rm(folder, { recursive: true });
  }
});
