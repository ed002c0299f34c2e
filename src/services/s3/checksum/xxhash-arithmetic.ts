// The constants and small mixing steps of the xxHash family (xxHash's own specification, doc/xxhash_spec.md).
// BigInt is slow, and right here: these steps happen a fixed number of times a body, however long it is.

export const PRIME32_1 = 0x9e3779b1n;
export const PRIME32_2 = 0x85ebca77n;
export const PRIME32_3 = 0xc2b2ae3dn;
export const PRIME64_1 = 0x9e3779b185ebca87n;
export const PRIME64_2 = 0xc2b2ae3d27d4eb4fn;
export const PRIME64_3 = 0x165667b19e3779f9n;
export const PRIME64_4 = 0x85ebca77c2b2ae63n;
export const PRIME64_5 = 0x27d4eb2f165667c5n;
const PRIME_MX1 = 0x165667919e3779f9n;
export const PRIME_MX2 = 0x9fb21c651e98df25n;

/** XXH3's default secret. */
export const SECRET = Buffer.from(
  'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221' +
    'b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8' +
    'a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb' +
    '170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e',
  'hex',
);

export const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
export const rotateLeft = (value: bigint, bits: bigint): bigint =>
  wrap((value << bits) | (value >> (64n - bits)));
export const xorShift = (value: bigint, bits: bigint): bigint => value ^ (value >> bits);

export const swap32 = (value: number): number =>
  ((value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;
export const swap64 = (value: bigint): bigint =>
  (BigInt(swap32(Number(value & 0xffffffffn))) << 32n) | BigInt(swap32(Number(value >> 32n)));

/** Both halves of the product, one upon the other. */
export function foldedProduct(a: bigint, b: bigint): bigint {
  const product = a * b;
  return wrap(product) ^ (product >> 64n);
}

export const avalanche64 = (hash: bigint): bigint =>
  xorShift(wrap(xorShift(wrap(xorShift(hash, 33n) * PRIME64_2), 29n) * PRIME64_3), 32n);

export const avalanche3 = (hash: bigint): bigint => xorShift(wrap(xorShift(hash, 37n) * PRIME_MX1), 32n);

/** As xxHash writes a hash for others to read: big-endian. */
export function canonical(...words: readonly bigint[]): Buffer {
  const bytes = Buffer.allocUnsafe(8 * words.length);
  words.forEach((word, index) => {
    bytes.writeBigUInt64BE(word, 8 * index);
  });
  return bytes;
}
