// From a chosen encryption and a body to sealed bytes and the envelope of their key.
import type { Body } from '../../../core/body.ts';
import type { Call } from '../../../core/call.ts';
import { type Prompt, whenReady } from '../../../core/prompt.ts';
import type { SealedBody } from '../bodies.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { Intake, IntakeResult } from '../checksum/intake.ts';
import type { S3Deps } from '../deps.ts';
import type { Chosen } from '../encryption/choose.ts';
import { customerEnvelope } from '../encryption/customer-key.ts';
import { bodyKey, FRAME, wipe } from '../encryption/frames.ts';
import type { Envelope } from '../versions/object-version.ts';

export const SALT = 16;

export interface KeyedEnvelope {
  readonly key: Uint8Array;
  readonly envelope: Envelope;
}

/** The key that a write seals under, fresh; SSE-C's is the customer's. No promise where KMS is not asked. */
export function dataKeyFor(
  chosen: Chosen,
  bucket: Bucket,
  key: string,
  call: Call,
  deps: Pick<S3Deps, 'dataKeys' | 'random'>,
): Prompt<KeyedEnvelope> {
  if (chosen.mode !== 'SSE-C') return deps.dataKeys.create(chosen, bucket, key, call);
  const { customer } = chosen;
  return {
    key: Uint8Array.prototype.slice.call(customer.key),
    envelope: customerEnvelope(customer, deps.random),
  };
}

export const layersOf = (mode: Envelope['mode']): 1 | 2 => (mode === 'aws:kms:dsse' ? 2 : 1);

/** The customer's key seals many bodies, so each has a key of its own made from it. */
const saltFor = (mode: Envelope['mode'], deps: Pick<S3Deps, 'random'>): Uint8Array | undefined =>
  mode === 'SSE-C' ? deps.random.bytes(SALT) : undefined;

export interface SealedObject {
  readonly sealed: SealedBody;
  readonly envelope: Envelope;
  readonly salt: Uint8Array | undefined;
  readonly digests: IntakeResult;
}

/** A body on its way to an object, and how it is to be sealed. */
export interface BodyWrite {
  readonly body: Body;
  readonly chosen: Chosen;
  readonly bucket: Bucket;
  readonly key: string;
  readonly call: Call;
  readonly intake: Intake;
}

type SealDeps = Pick<S3Deps, 'dataKeys' | 'random' | 'bodies'>;

/** Nothing is left on the disk when the body fails or is not what its writer promised. */
export function sealObject(write: BodyWrite, deps: SealDeps): Prompt<SealedObject> {
  const { whole } = write.body;
  return whole && whole.length <= FRAME ? sealWhole(write, whole, deps) : sealStream(write, deps);
}

/** What a small body fails at costs no KMS call. */
function sealWhole(
  { body, chosen, bucket, key, call, intake }: BodyWrite,
  whole: Uint8Array,
  deps: SealDeps,
): Prompt<SealedObject> {
  const digests = intake.whole(whole, body.trailers);
  return whenReady(dataKeyFor(chosen, bucket, key, call, deps), ({ key: dataKey, envelope }) => {
    const salt = saltFor(envelope.mode, deps);
    const sealing = bodyKey(dataKey, salt, layersOf(envelope.mode));
    try {
      return { sealed: deps.bodies.sealInline(sealing, whole), envelope, salt, digests };
    } finally {
      dataKey.fill(0);
      wipe(sealing);
    }
  });
}

async function sealStream(
  { body, chosen, bucket, key, call, intake }: BodyWrite,
  deps: SealDeps,
): Promise<SealedObject> {
  const { key: dataKey, envelope } = await dataKeyFor(chosen, bucket, key, call, deps);
  const salt = saltFor(envelope.mode, deps);
  const sealing = bodyKey(dataKey, salt, layersOf(envelope.mode));
  try {
    const sealed = await deps.bodies.seal(sealing, body, intake.observe);
    try {
      return { sealed, envelope, salt, digests: intake.finish(body.trailers) };
    } catch (error) {
      await deps.bodies.discard(sealed);
      throw error;
    }
  } finally {
    dataKey.fill(0);
    wipe(sealing);
  }
}
