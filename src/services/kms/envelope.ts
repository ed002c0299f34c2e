// The frame of AWS's symmetric ciphertext blobs, byte for byte (facts/kms.md §13).
//
//   0  01 02                version
//   2  02 | 03              sealed by Encrypt | by GenerateDataKey…
//   3  00 78                length of what names the key, in bits of AWS's own making
//   5  32 bytes             handle of the key material
//  37  01                   KDF
//  38  16 bytes             KDF nonce
//  54  u32                  length of the rest
//  58  CMS EncryptedData    AES-256-GCM, 12-byte nonce, ciphertext and tag
//
// The DER between the variable fields is fixed by the ciphertext's length alone, so it is compared whole
// on the way in: a bit flipped in an object identifier is refused like any other.
import type { Random } from '../../platform/random.ts';
import { oid, tlv } from './der.ts';

const HEADER_LENGTH = 58;
const HANDLE_AT = 5;
const KDF_AT = 37;
const NONCE_AT = 38;
export const KDF_NONCE_LENGTH = 16;
const LENGTH_AT = 54;
const IV_LENGTH = 12;
export const TAG_LENGTH = 16;

export type Sealer = 'Encrypt' | 'GenerateDataKey';
const TYPES: Readonly<Record<Sealer, number>> = { Encrypt: 2, GenerateDataKey: 3 };

export interface Envelope {
  /** All 58 bytes before the DER: authenticated. */
  readonly header: Buffer;
  /** 64 hex digits. */
  readonly handle: string;
  readonly kdfNonce: Buffer;
  readonly iv: Buffer;
  /** Ciphertext and tag. */
  readonly sealed: Buffer;
}

export interface Frame {
  readonly blob: Buffer;
  /** Views of the blob: all before the DER, the nonce (drawn already), and the room for ciphertext and tag. */
  readonly header: Buffer;
  readonly iv: Buffer;
  readonly sealed: Buffer;
}

/** A frame that is whole but for its ciphertext and tag. */
export function createFrame(
  sealer: Sealer,
  handle: string,
  kdfNonce: Buffer,
  length: number,
  random: Random,
): Frame {
  const { prefix, ivAt } = templateFor(length + TAG_LENGTH);
  const ivStart = HEADER_LENGTH + ivAt;
  const sealedAt = HEADER_LENGTH + prefix.length;
  const blob = Buffer.allocUnsafe(sealedAt + length + TAG_LENGTH);
  blob[0] = 1;
  blob[1] = 2;
  blob[2] = TYPES[sealer];
  blob[3] = 0;
  blob[4] = 0x78;
  blob.write(handle, HANDLE_AT, 32, 'hex');
  blob[KDF_AT] = 1;
  blob.set(kdfNonce, NONCE_AT);
  blob.writeUInt32BE(blob.length - HEADER_LENGTH, LENGTH_AT);
  blob.set(prefix, HEADER_LENGTH);
  blob.set(random.bytes(IV_LENGTH), ivStart);
  return {
    blob,
    header: blob.subarray(0, HEADER_LENGTH),
    iv: blob.subarray(ivStart, ivStart + IV_LENGTH),
    sealed: blob.subarray(sealedAt),
  };
}

/** Undefined for anything that `createFrame` could not have written. */
export function readEnvelope(blob: Uint8Array): Envelope | undefined {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  if (bytes.length <= HEADER_LENGTH || bytes[0] !== 1 || bytes[1] !== 2) return undefined;
  if (bytes[2] !== TYPES.Encrypt && bytes[2] !== TYPES.GenerateDataKey) return undefined;
  if (bytes[3] !== 0 || bytes[4] !== 0x78 || bytes[KDF_AT] !== 1) return undefined;
  const rest = bytes.subarray(HEADER_LENGTH);
  if (bytes.readUInt32BE(LENGTH_AT) !== rest.length) return undefined;
  const template = templateOf(rest.length);
  if (!template) return undefined;
  const { prefix, ivAt } = template;
  const ivEnd = ivAt + IV_LENGTH;
  if (prefix.compare(rest, 0, ivAt, 0, ivAt) !== 0) return undefined;
  if (prefix.compare(rest, ivEnd, prefix.length, ivEnd) !== 0) return undefined;
  return {
    header: bytes.subarray(0, HEADER_LENGTH),
    handle: bytes.toString('hex', HANDLE_AT, KDF_AT),
    kdfNonce: bytes.subarray(NONCE_AT, NONCE_AT + KDF_NONCE_LENGTH),
    iv: rest.subarray(ivAt, ivEnd),
    sealed: rest.subarray(prefix.length),
  };
}

// ── The DER ──────────────────────────────────────────────────────────────────────────────────────────

interface Template {
  /** Everything before the ciphertext, the nonce zeroed. */
  readonly prefix: Buffer;
  readonly ivAt: number;
}

const ENCRYPTED_DATA = oid('1.2.840.113549.1.7.6');
const DATA = oid('1.2.840.113549.1.7.1');
const AES_256_GCM = oid('2.16.840.1.101.3.4.1.46');
/** tag and length of the INTEGER that follows the nonce. */
const AFTER_IV = 3;

const templates = new Map<number, Template>();

function templateFor(sealedLength: number): Template {
  let template = templates.get(sealedLength);
  if (!template) {
    template = buildTemplate(sealedLength);
    templates.set(sealedLength, template);
  }
  return template;
}

function buildTemplate(sealedLength: number): Template {
  const parameters = tlv(0x30, tlv(0x04, Buffer.alloc(IV_LENGTH)), tlv(0x02, Buffer.from([TAG_LENGTH])));
  const algorithm = tlv(0x30, AES_256_GCM, parameters);
  const content = tlv(0x30, DATA, algorithm, tlv(0x80, Buffer.alloc(sealedLength)));
  const data = tlv(0x30, tlv(0x02, Buffer.from([0])), content);
  const whole = tlv(0x30, ENCRYPTED_DATA, tlv(0xa0, data));
  const prefix = whole.subarray(0, whole.length - sealedLength);
  const ivAt = prefix.lastIndexOf(parameters) + parameters.length - AFTER_IV - IV_LENGTH;
  return { prefix, ivAt };
}

/** Longest DER prefix: five lengths of three bytes each. */
const SHORTEST_PREFIX = 67;
const LONGEST_PREFIX = 80;

const byLength = new Map<number, Template>();

/** @param length of prefix and ciphertext together. */
function templateOf(length: number): Template | undefined {
  const known = byLength.get(length);
  if (known) return known;
  const template = findTemplate(length);
  if (template) byLength.set(length, template);
  return template;
}

function findTemplate(length: number): Template | undefined {
  for (let prefix = SHORTEST_PREFIX; prefix <= LONGEST_PREFIX; prefix += 1) {
    const sealedLength = length - prefix;
    if (sealedLength < TAG_LENGTH || sealedLength > 6144) continue;
    const template = templateFor(sealedLength);
    if (template.prefix.length === prefix) return template;
  }
  return undefined;
}
