// A multipart object is the list of its parts: any range of it is a range of the parts laid end to end.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openBlobStore } from '../../src/platform/blob-store.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createRandom } from '../../src/platform/random.ts';
import { Bodies } from '../../src/services/s3/bodies.ts';
import { bodyKey } from '../../src/services/s3/encryption/frames.ts';
import { objectMigrations } from '../../src/services/s3/migrations.ts';
import type { Part, Upload } from '../../src/services/s3/multipart/upload.ts';
import { UploadStore } from '../../src/services/s3/multipart/upload-store.ts';

const random = createRandom();
const database = openDatabase({ file: ':memory:', migrations: objectMigrations, durability: 'normal' });
const blobs = await openBlobStore({ folder: undefined, durability: 'normal', random });
const bodies = new Bodies(blobs, () => {});
const uploads = new UploadStore(database);
const dataKey = Buffer.alloc(32, 7);
afterAll(async () => {
  database.close();
  await blobs.close();
});

let count = 0;
async function assemble(
  contents: readonly { readonly number: number; readonly bytes: Uint8Array }[],
  listed: ReadonlySet<number>,
) {
  const upload = ++count;
  const parts: Part[] = [];
  for (const { number, bytes } of contents) {
    const salt = random.bytes(16);
    async function* source() {
      yield bytes;
    }
    const { body, size } = await bodies.seal(bodyKey(dataKey, salt, 1), source(), () => {}, 'file');
    if (body.kind !== 'file') throw new Error('a part stands in a file');
    parts.push({ number, size, etag: 'e', lastModified: 0, blob: body.blob, salt, checksum: null });
  }
  const retired: Part['blob'][] = [];
  await database.commit(() => {
    for (const part of parts) uploads.putPart(upload, part, retired);
    const chosen = parts.filter(({ number }) => listed.has(number));
    uploads.complete({ id: upload } as Upload, upload, chosen, true, retired);
  });
  return { upload, retired };
}

/** Often of one size and one after the other, as clients cut them. */
const part = fc.record({
  number: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 10_000 })),
  bytes: fc.oneof(fc.uint8Array({ minLength: 7, maxLength: 7 }), fc.uint8Array({ maxLength: 300 })),
});

describe('a multipart object', () => {
  it('reads as its listed parts end to end, over any range', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(part, { minLength: 1, maxLength: 6, selector: ({ number }) => number }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        async (given, pick, a, b) => {
          const contents = [...given].sort((x, y) => x.number - y.number);
          const chosen = contents.filter((_, index) => index === 0 || (pick >> index) & 1);
          const { upload, retired } = await assemble(contents, new Set(chosen.map(({ number }) => number)));
          expect(retired).toHaveLength(contents.length - chosen.length);
          const whole = Buffer.concat(chosen.map(({ bytes }) => bytes));
          const [start, end] = [a % (whole.length + 1), b % (whole.length + 1)].sort((x, y) => x - y) as [
            number,
            number,
          ];
          const segments = uploads
            .segments(upload, start, end)
            .map(({ salt, ...segment }) => ({ ...segment, key: bodyKey(dataKey, salt, 1) }));
          const read: Uint8Array[] = [];
          for await (const piece of bodies.open(segments, start, end)) read.push(piece);
          expect(Buffer.concat(read).equals(whole.subarray(start, end))).toBe(true);
          const parts = chosen.map((_, index) => uploads.nthPart(upload, index + 1));
          const bytes = parts.map((part) => whole.subarray(part?.start).subarray(0, part?.size));
          expect(bytes).toEqual(chosen.map((part) => Buffer.from(part.bytes)));
          expect(uploads.nthPart(upload, chosen.length + 1)).toBeUndefined();
        },
      ),
      { numRuns: 60 },
    );
  });
});
