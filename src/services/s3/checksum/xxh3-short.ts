// XXH3 of at most 240 bytes: it hashes each range of lengths in a way of its own.
import {
  avalanche3,
  avalanche64,
  foldedProduct,
  PRIME_MX2,
  PRIME32_2,
  PRIME64_1,
  PRIME64_2,
  PRIME64_4,
  rotateLeft,
  SECRET,
  swap32,
  swap64,
  wrap,
  xorShift,
} from './xxhash-arithmetic.ts';

export const SHORT = 240;
const MIDDLE = 128;
/** Where the secret starts for what comes after the first 128 bytes, and for the last 16. */
const AFTER_SECRET = 3;
const END_SECRET = 136 - 17;

type Halves = readonly [high: bigint, low: bigint];

export function shortXxh3(body: Buffer): bigint {
  const { length } = body;
  if (length > MIDDLE) return long64(body);
  if (length > 16) return middle64(body);
  if (length > 8) {
    const low = body.readBigUInt64LE(0) ^ secrets(24, 32);
    const high = body.readBigUInt64LE(length - 8) ^ secrets(40, 48);
    return avalanche3(wrap(BigInt(length) + swap64(low) + high + foldedProduct(low, high)));
  }
  if (length >= 4) {
    const ends = BigInt(body.readUInt32LE(length - 4)) | (BigInt(body.readUInt32LE(0)) << 32n);
    const keyed = ends ^ secrets(8, 16);
    const mixed = wrap((keyed ^ rotateLeft(keyed, 49n) ^ rotateLeft(keyed, 24n)) * PRIME_MX2);
    return xorShift(wrap((mixed ^ ((mixed >> 35n) + BigInt(length))) * PRIME_MX2), 28n);
  }
  return length > 0 ? avalanche64(BigInt(combined(body)) ^ secrets32(0, 4)) : avalanche64(secrets(56, 64));
}

export function shortXxh128(body: Buffer): Halves {
  const { length } = body;
  if (length > MIDDLE) return long128(body);
  if (length > 16) return middle128(body);
  if (length > 8) return upTo16In128(body);
  if (length >= 4) {
    const ends = BigInt(body.readUInt32LE(0)) | (BigInt(body.readUInt32LE(length - 4)) << 32n);
    const product = (ends ^ secrets(16, 24)) * wrap(PRIME64_1 + BigInt(length << 2));
    const high = wrap((product >> 64n) + (wrap(product) << 1n));
    const low = wrap(product) ^ (high >> 3n);
    return [avalanche3(high), xorShift(wrap(xorShift(low, 35n) * PRIME_MX2), 28n)];
  }
  if (length === 0) return [avalanche64(secrets(80, 88)), avalanche64(secrets(64, 72))];
  const low = combined(body);
  const swapped = swap32(low);
  const high = ((swapped << 13) | (swapped >>> 19)) >>> 0;
  return [avalanche64(BigInt(high) ^ secrets32(8, 12)), avalanche64(BigInt(low) ^ secrets32(0, 4))];
}

function upTo16In128(body: Buffer): Halves {
  const { length } = body;
  const last = body.readBigUInt64LE(length - 8);
  const product = (body.readBigUInt64LE(0) ^ last ^ secrets(32, 40)) * PRIME64_1;
  const keyed = last ^ secrets(48, 56);
  const high = wrap((product >> 64n) + keyed + (keyed & 0xffffffffn) * (PRIME32_2 - 1n));
  const low = wrap(wrap(product) + (BigInt(length - 1) << 54n)) ^ swap64(high);
  const whole = low * PRIME64_2;
  return [avalanche3(wrap((whole >> 64n) + high * PRIME64_2)), avalanche3(wrap(whole))];
}

/** Up to 128 bytes: from both ends to the middle. */
function middle64(body: Buffer): bigint {
  let hash = BigInt(body.length) * PRIME64_1;
  for (let pair = (body.length - 1) >> 5; pair >= 0; pair--) {
    hash += mix(body, 16 * pair, 32 * pair);
    hash += mix(body, body.length - 16 * (pair + 1), 32 * pair + 16);
  }
  return avalanche3(wrap(hash));
}
function middle128(body: Buffer): Halves {
  let halves: Halves = [0n, wrap(BigInt(body.length) * PRIME64_1)];
  for (let pair = (body.length - 1) >> 5; pair >= 0; pair--) {
    halves = mixBoth(halves, body, 16 * pair, body.length - 16 * (pair + 1), 32 * pair);
  }
  return converged(halves, body.length);
}

/** Up to 240 bytes: the first 128, what is whole of the rest, the end. */
function long64(body: Buffer): bigint {
  let hash = BigInt(body.length) * PRIME64_1;
  for (let at = 0; at < MIDDLE; at += 16) hash += mix(body, at, at);
  hash = avalanche3(wrap(hash));
  for (let at = MIDDLE; at + 16 <= body.length; at += 16) hash += mix(body, at, at - MIDDLE + AFTER_SECRET);
  return avalanche3(wrap(hash + mix(body, body.length - 16, END_SECRET)));
}
function long128(body: Buffer): Halves {
  let halves: Halves = [0n, wrap(BigInt(body.length) * PRIME64_1)];
  for (let at = 0; at < MIDDLE; at += 32) halves = mixBoth(halves, body, at, at + 16, at);
  halves = [avalanche3(halves[0]), avalanche3(halves[1])];
  for (let at = MIDDLE; at + 32 <= body.length; at += 32) {
    halves = mixBoth(halves, body, at, at + 16, at - MIDDLE + AFTER_SECRET);
  }
  halves = mixBoth(halves, body, body.length - 16, body.length - 32, END_SECRET - 16);
  return converged(halves, body.length);
}

function converged([high, low]: Halves, length: number): Halves {
  const upper = low * PRIME64_1 + high * PRIME64_4 + BigInt(length) * PRIME64_2;
  return [wrap(-avalanche3(wrap(upper))), avalanche3(wrap(low + high))];
}

const mix = (body: Buffer, at: number, secret: number): bigint =>
  foldedProduct(
    body.readBigUInt64LE(at) ^ SECRET.readBigUInt64LE(secret),
    body.readBigUInt64LE(at + 8) ^ SECRET.readBigUInt64LE(secret + 8),
  );

function mixBoth([high, low]: Halves, body: Buffer, first: number, second: number, secret: number): Halves {
  const sum = (at: number) => wrap(body.readBigUInt64LE(at) + body.readBigUInt64LE(at + 8));
  return [
    wrap(high + mix(body, second, secret + 16)) ^ sum(first),
    wrap(low + mix(body, first, secret)) ^ sum(second),
  ];
}

const secrets = (a: number, b: number): bigint => SECRET.readBigUInt64LE(a) ^ SECRET.readBigUInt64LE(b);
const secrets32 = (a: number, b: number): bigint =>
  BigInt((SECRET.readUInt32LE(a) ^ SECRET.readUInt32LE(b)) >>> 0);

/** One to three bytes and their number. */
function combined(body: Buffer): number {
  const { length } = body;
  const [first, middle, last] = [0, length >> 1, length - 1].map((at) => body.readUInt8(at));
  return (((first ?? 0) << 16) | ((middle ?? 0) << 24) | (last ?? 0) | (length << 8)) >>> 0;
}
