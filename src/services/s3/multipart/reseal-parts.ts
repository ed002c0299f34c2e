// A multipart body on its way to a replica: part by part, so that its layout and its ETag stay what they were.
import type { BlobId } from '../../../platform/blob-store.ts';
import type { SealedBody } from '../bodies.ts';
import type { S3Deps } from '../deps.ts';
import { bodyKey, sealedSize, wipe } from '../encryption/frames.ts';
import type { ObjectVersion, SseMode } from '../versions/object-version.ts';
import { layersOf, SALT } from '../writing/seal-object.ts';
import type { PlacedPart } from './upload.ts';

type Deps = Pick<S3Deps, 'bodies' | 'blobs' | 'random' | 'uploads'>;

/** Opens every part with one data key and seals it under another; the keys stay the caller's to wipe. */
export function resealParts(
  version: ObjectVersion,
  from: Uint8Array,
  to: Uint8Array,
  mode: SseMode,
  deps: Deps,
): Promise<SealedBody> {
  const layers = layersOf(version.envelope.mode);
  return eachPart(version, deps, async (part) => {
    const salt = deps.random.bytes(SALT);
    const sealing = bodyKey(to, salt, layersOf(mode));
    const segment = { blob: part.blob, start: 0, size: part.size, key: bodyKey(from, part.salt, layers) };
    try {
      const plain = deps.bodies.open([segment], 0, part.size);
      const sealed = await deps.bodies.seal(sealing, plain, () => {}, 'file');
      if (sealed.body.kind !== 'file') throw new Error('a part stands in a file');
      return { ...part, blob: sealed.body.blob, salt };
    } finally {
      wipe(sealing);
    }
  });
}

/** SSE-C: nobody holds the key, so the sealed bytes themselves are copied. */
export function copySealedParts(version: ObjectVersion, deps: Deps): Promise<SealedBody> {
  return eachPart(version, deps, async (part) => {
    const writer = await deps.blobs.create();
    try {
      const length = sealedSize(part.size, [new Uint8Array(0)]);
      for await (const chunk of deps.blobs.read(part.blob, 0, length)) await writer.write(chunk);
      await writer.finish();
    } catch (error) {
      await writer.discard();
      throw error;
    }
    return { ...part, blob: writer.id };
  });
}

async function eachPart(
  version: ObjectVersion,
  deps: Deps,
  carry: (part: PlacedPart) => Promise<PlacedPart>,
): Promise<SealedBody> {
  if (version.body.kind !== 'parts') throw new Error('the version has no parts');
  const made: PlacedPart[] = [];
  try {
    for (const part of deps.uploads.placedParts(version.body.upload)) made.push(await carry(part));
  } catch (error) {
    await deps.blobs.remove(made.map(({ blob }): BlobId => blob));
    throw error;
  }
  return { body: { kind: 'parts', upload: 0, parts: made.length }, parts: made, size: version.size };
}
