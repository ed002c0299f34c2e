// The replica's bytes: opened with the source's data key, sealed again under a fresh one, frame by frame, so
// that no byte of the replica depends on the source's key. Only SSE-C is copied sealed: nobody holds its key.
import { AwsError } from '../../../core/errors.ts';
import type { SealedBody } from '../bodies.ts';
import type { S3Deps } from '../deps.ts';
import { chooseEncryption } from '../encryption/choose.ts';
import type { DataKeys, KmsChoice } from '../encryption/data-keys.ts';
import { type BodyKey, bodyKey, sealedSize, wipe } from '../encryption/frames.ts';
import { etagIsMd5, etagOfParts, opaqueEtag } from '../etag.ts';
import { copySealedParts, resealParts } from '../multipart/reseal-parts.ts';
import { type Envelope, isKmsMode, type ObjectVersion, type SseMode } from '../versions/object-version.ts';
import { layersOf } from '../writing/seal-object.ts';
import { isTransient, keyRefusal, Refused } from './failure.ts';
import { watched } from './key-calls.ts';
import type { Route } from './permissions.ts';
import type { KeyCall } from './task.ts';

export type ResealDeps = Pick<
  S3Deps,
  'random' | 'dataKeys' | 'blobs' | 'ports' | 'objects' | 'uploads' | 'bodies' | 'buckets' | 'settings'
>;

export interface Resealed {
  readonly envelope: Envelope;
  readonly etag: string;
  readonly sealed: SealedBody;
  readonly salt: Uint8Array | undefined;
}

/** @param calls is told of every call to KMS, failed ones included. */
export async function reseal(deps: ResealDeps, route: Route, calls: KeyCall[]): Promise<Resealed> {
  const { version } = route;
  const { envelope } = version;
  if (envelope.mode === 'SSE-C') {
    const sealed = await copySealed(deps, version);
    return { envelope, etag: version.etag, sealed, salt: version.salt };
  }
  const keys = deps.dataKeys.through(watched(deps.ports.keys, calls));
  const sourceKey = await openSourceKey(keys, route);
  try {
    const fresh = await freshKey(keys, deps, route);
    const { mode } = fresh.envelope;
    try {
      const sealed =
        version.body.kind === 'parts'
          ? await resealParts(version, sourceKey, fresh.key, mode, deps)
          : await carry(
              deps,
              version,
              bodyKey(sourceKey, version.salt, layersOf(envelope.mode)),
              bodyKey(fresh.key, undefined, layersOf(mode)),
            );
      return { envelope: fresh.envelope, ...withEtag(sealed, version, mode, deps), salt: undefined };
    } finally {
      fresh.key.fill(0);
    }
  } finally {
    sourceKey.fill(0);
  }
}

async function openSourceKey(keys: DataKeys, { session, source, version }: Route): Promise<Uint8Array> {
  try {
    return await keys.open(version.envelope, source, version.key, session.call);
  } catch (error) {
    throw ofKey(error, 'source');
  }
}

/** The source's type of encryption, under the rule's key; a source without any takes the destination's default. */
async function freshKey(
  keys: DataKeys,
  deps: ResealDeps,
  { session, destination, version, rule }: Route,
): Promise<{ readonly key: Uint8Array; readonly envelope: Envelope }> {
  const { mode, context, bucketKey } = version.envelope;
  if (mode === 'none') {
    const byDefault = chooseEncryption({}, destination, version.key, session.call, deps);
    if (byDefault.mode === 'SSE-C') throw new Error('SSE-C is nobody’s default');
    try {
      return await keys.create(byDefault, destination, version.key, session.call);
    } catch (error) {
      throw ofKey(error, 'replica');
    }
  }
  if (!isKmsMode(mode)) {
    return keys.create({ mode: 'AES256' }, destination, version.key, session.call);
  }
  const keyId = rule.replicaKmsKeyId;
  if (keyId === undefined) throw new Refused('DstKmsKeyNotFound', 'the rule names no ReplicaKmsKeyID');
  const choice: KmsChoice = { mode, keyId, context, bucketKey };
  const key = deps.random.bytes(32);
  try {
    return { key, envelope: await keys.wrapUnder(choice, key, destination, version.key, session.call) };
  } catch (error) {
    key.fill(0);
    throw ofKey(error, 'replica');
  }
}

/** The source's ETag, unless it is an MD5 and the replica's encryption has none (seed 003). */
function withEtag(
  sealed: SealedBody,
  { etag, envelope }: ObjectVersion,
  mode: SseMode,
  { random }: Pick<ResealDeps, 'random'>,
): Pick<Resealed, 'etag' | 'sealed'> {
  if (etagIsMd5(mode) || !etagIsMd5(envelope.mode)) return { etag, sealed };
  if (!sealed.parts) return { etag: opaqueEtag(random), sealed };
  const parts = sealed.parts.map((part) => ({ ...part, etag: opaqueEtag(random) }));
  return { etag: etagOfParts(parts), sealed: { ...sealed, parts } };
}

const ofKey = (error: unknown, side: 'source' | 'replica'): unknown =>
  error instanceof AwsError && !isTransient(error) ? keyRefusal(error, side) : error;

async function carry(
  { objects, bodies }: ResealDeps,
  version: ObjectVersion,
  from: BodyKey,
  to: BodyKey,
): Promise<SealedBody> {
  try {
    if (version.body.kind === 'inline') {
      const frame = objects.inline(version);
      if (!frame) throw new Error('the source version lost its body');
      return bodies.sealInline(to, bodies.openInline(from, frame));
    }
    if (version.body.kind !== 'file') throw new Error(`a body of kind ${version.body.kind} cannot travel`);
    const segment = { blob: version.body.blob, start: 0, size: version.size, key: from };
    return await bodies.seal(to, bodies.open([segment], 0, version.size), () => {}, 'file');
  } finally {
    wipe(from);
    wipe(to);
  }
}

async function copySealed(deps: ResealDeps, version: ObjectVersion): Promise<SealedBody> {
  if (version.body.kind === 'parts') return copySealedParts(version, deps);
  const { blobs, objects } = deps;
  const { body, size } = version;
  if (body.kind === 'inline') return { body, inline: objects.inline(version), size };
  if (body.kind !== 'file') throw new Error(`a body of kind ${body.kind} cannot travel`);
  // Its length on the disk depends on the number of layers, not on the key.
  const length = sealedSize(size, [new Uint8Array(0)]);
  const writer = await blobs.create();
  try {
    for await (const chunk of blobs.read(body.blob, 0, length)) await writer.write(chunk);
    await writer.finish();
  } catch (error) {
    await writer.discard();
    throw error;
  }
  return { body: { kind: 'file', blob: writer.id }, size };
}
