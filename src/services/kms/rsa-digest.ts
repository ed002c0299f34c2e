// RSA signatures of a digest that came ready: the two encodings of RFC 8017 §9, done by hand because
// node:crypto signs messages only.
import {
  constants,
  createHash,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
  timingSafeEqual,
} from 'node:crypto';

type DigestName = 'sha256' | 'sha384' | 'sha512';
export interface RsaDigest {
  readonly scheme: 'pss' | 'pkcs1';
  readonly digest: DigestName;
}

/** The DER in front of each digest (RFC 8017 §9.2, note 1). */
const DIGEST_INFO: Readonly<Record<DigestName, Buffer>> = {
  sha256: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  sha384: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  sha512: Buffer.from('3051300d060960864801650304020305000440', 'hex'),
};

export function signRsaDigest(
  key: KeyObject,
  bits: number,
  message: Uint8Array,
  { scheme, digest }: RsaDigest,
  entropy: () => Buffer,
): Buffer {
  if (scheme === 'pkcs1') {
    return privateEncrypt(
      { key, padding: constants.RSA_PKCS1_PADDING },
      Buffer.concat([DIGEST_INFO[digest], message]),
    );
  }
  const salt = entropy().subarray(0, message.length);
  const encoded = encodePss(bits, message, salt, digest);
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded);
}

export function verifyRsaDigest(
  key: KeyObject,
  bits: number,
  message: Uint8Array,
  { scheme, digest }: RsaDigest,
  signature: Uint8Array,
): boolean {
  if (signature.length !== bits / 8) return false;
  try {
    if (scheme === 'pkcs1') {
      const found = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
      return areEqual(found, Buffer.concat([DIGEST_INFO[digest], message]));
    }
    const found = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
    return checkPss(bits, found, message, digest);
  } catch {
    // Bytes that are no signature at all: node throws instead of saying no.
    return false;
  }
}

/** EMSA-PSS-ENCODE with a salt as long as the digest. */
function encodePss(bits: number, message: Uint8Array, salt: Buffer, digest: DigestName): Buffer {
  const length = bits / 8;
  const h = hash(digest, Buffer.alloc(8), message, salt);
  const padding = Buffer.alloc(length - salt.length - h.length - 2);
  const block = Buffer.concat([padding, Buffer.from([1]), salt]);
  const masked = xor(block, mask(h, block.length, digest));
  clearTopBit(masked);
  return Buffer.concat([masked, h, Buffer.from([0xbc])]);
}

function checkPss(bits: number, encoded: Buffer, message: Uint8Array, digest: DigestName): boolean {
  const length = bits / 8;
  const hashLength = message.length;
  if (encoded.length !== length || encoded[length - 1] !== 0xbc || ((encoded[0] ?? 0) & 0x80) !== 0) {
    return false;
  }
  const blockLength = length - hashLength - 1;
  const h = encoded.subarray(blockLength, blockLength + hashLength);
  const block = xor(encoded.subarray(0, blockLength), mask(h, blockLength, digest));
  clearTopBit(block);
  const saltAt = blockLength - hashLength;
  const padding = block.subarray(0, saltAt);
  if (padding.at(-1) !== 1 || padding.subarray(0, -1).some((byte) => byte !== 0)) return false;
  return areEqual(h, hash(digest, Buffer.alloc(8), message, block.subarray(saltAt)));
}

/** MGF1. */
function mask(seed: Uint8Array, length: number, digest: DigestName): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 0, made = 0; made < length; counter += 1) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    const block = hash(digest, seed, number);
    blocks.push(block);
    made += block.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
}

function hash(digest: DigestName, ...parts: readonly Uint8Array[]): Buffer {
  const state = createHash(digest);
  for (const part of parts) state.update(part);
  return state.digest();
}

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));

/** The modulus has one bit more than the encoded message may use. */
function clearTopBit(block: Buffer): void {
  block[0] = (block[0] ?? 0) & 0x7f;
}

const areEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
