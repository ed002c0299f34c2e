// From a stored version to its bytes in the clear.
//
// This is what the replication worker reads through, too: `dataKeyOf` as its role, then `openBody`.
import { type Body, bodyOf } from '../../../core/body.ts';
import type { Call } from '../../../core/call.ts';
import type { Prompt } from '../../../core/prompt.ts';
import type { Segment } from '../bodies.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import type { CustomerKey } from '../encryption/customer-key.ts';
import { bodyKey, wipe } from '../encryption/frames.ts';
import { noSuchKey } from '../errors.ts';
import type { ObjectVersion } from '../versions/object-version.ts';
import { layersOf } from '../writing/seal-object.ts';

/** The key to a version's body; the receiver wipes it. `customer` must have been checked. */
export function dataKeyOf(
  version: ObjectVersion,
  bucket: Bucket,
  call: Call,
  customer: CustomerKey | undefined,
  deps: Pick<S3Deps, 'dataKeys'>,
): Prompt<Uint8Array> {
  if (customer) return Uint8Array.prototype.slice.call(customer.key);
  return deps.dataKeys.open(version.envelope, bucket, version.key, call);
}

/** Bytes `start` to `end` (exclusive); the data key is wiped before this answers. */
export function openBody(
  version: ObjectVersion,
  dataKey: Uint8Array,
  start: number,
  end: number,
  deps: Pick<S3Deps, 'objects' | 'uploads' | 'bodies'>,
): Body {
  const layers = layersOf(version.envelope.mode);
  const { body } = version;
  try {
    // Replaced or deleted while KMS was asked.
    if (body.kind !== 'inline' && !deps.objects.isThere(version.seq)) throw noSuchKey(version.key);
    if (body.kind === 'file') {
      const key = bodyKey(dataKey, version.salt, layers);
      return deps.bodies.open([{ blob: body.blob, start: 0, size: version.size, key }], start, end);
    }
    if (body.kind === 'parts') {
      const segments: Segment[] = deps.uploads
        .segments(body.upload, start, end)
        .map(({ salt, ...part }) => ({ ...part, key: bodyKey(dataKey, salt, layers) }));
      return deps.bodies.open(segments, start, end);
    }
    const frame = deps.objects.inline(version);
    if (!frame) throw noSuchKey(version.key);
    const key = bodyKey(dataKey, version.salt, layers);
    const whole = deps.bodies.openInline(key, frame);
    wipe(key);
    return bodyOf(start === 0 && end === whole.length ? whole : whole.subarray(start, end));
  } finally {
    dataKey.fill(0);
  }
}
