import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksumOf, createDigest } from '../../src/services/s3/checksum/algorithms.ts';
import { combineCrcs } from '../../src/services/s3/checksum/combine.ts';

const NUMBERS = Buffer.from('123456789');

/** Bit by bit, as the definition says. */
function reference(bytes: Uint8Array, polynomial: bigint, width: bigint): bigint {
  const ones = (1n << width) - 1n;
  let crc = ones;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ polynomial : crc >> 1n;
  }
  return crc ^ ones;
}
const hex = (base64: string) => Buffer.from(base64, 'base64').toString('hex');
const CRCS = [
  ['CRC32', 0xedb88320n, 32n],
  ['CRC32C', 0x82f63b78n, 32n],
  ['CRC64NVME', 0x9a6c9329ac4bc9b5n, 64n],
] as const;

describe('checksums', () => {
  it('have their published check values', () => {
    expect(hex(checksumOf('CRC32', NUMBERS))).toBe('cbf43926');
    expect(hex(checksumOf('CRC32C', NUMBERS))).toBe('e3069283');
    expect(hex(checksumOf('CRC64NVME', NUMBERS))).toBe('ae8b14860a799888');
    expect(crc32(NUMBERS)).toBe(0xcbf43926);
  });

  it.each(CRCS)('%s is what its definition says, however the bytes come', (algorithm, polynomial, width) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), (chunks) => {
        const digest = createDigest(algorithm);
        for (const chunk of chunks) digest.update(chunk);
        const value = BigInt(`0x${digest.digest().toString('hex')}`);
        expect(value).toBe(reference(Buffer.concat(chunks), polynomial, width));
      }),
    );
  });

  it.each(CRCS)('%s of large pieces is that of small ones', (algorithm, polynomial, width) => {
    const bytes = Buffer.from(
      Array.from({ length: 70_000 }, (_, index) => (index * index * 31 + index) >> 3),
    );
    expect(BigInt(`0x${hex(checksumOf(algorithm, bytes))}`)).toBe(reference(bytes, polynomial, width));
    fc.assert(
      fc.property(fc.nat({ max: 70_000 }), fc.nat({ max: 70_000 }), (one, other) => {
        const part = bytes.subarray(Math.min(one, other), Math.max(one, other));
        const digest = createDigest(algorithm);
        for (let at = 0; at < part.length; at += 100) digest.update(part.subarray(at, at + 100));
        expect(checksumOf(algorithm, part)).toBe(digest.digest().toString('base64'));
      }),
    );
  });

  it.each(CRCS)('%s of a whole follows from its parts', (algorithm) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { minLength: 1, maxLength: 8 }), (parts) => {
        const sums = parts.map((part) => ({ checksum: checksumOf(algorithm, part), size: part.length }));
        expect(combineCrcs(algorithm, sums)).toBe(checksumOf(algorithm, Buffer.concat(parts)));
      }),
    );
  });

  it.each(CRCS)('%s of a whole follows from many parts of one size too', (algorithm) => {
    const parts = Array.from({ length: 100 }, (_, index) => Buffer.from(`part ${String(index).padStart(3)}`));
    const sums = parts.map((part) => ({ checksum: checksumOf(algorithm, part), size: part.length }));
    expect(combineCrcs(algorithm, sums)).toBe(checksumOf(algorithm, Buffer.concat(parts)));
  });

  it.each(CRCS)(
    '%s is right for pieces larger than a buffer and of odd lengths',
    (algorithm, polynomial, width) => {
      const bytes = Buffer.from(
        Array.from({ length: 70_003 }, (_, index) => (index * 131 + (index >> 7)) & 255),
      );
      const digest = createDigest(algorithm);
      for (const [from, to] of [
        [0, 1023],
        [1023, 68_000],
        [68_000, 70_003],
      ])
        digest.update(bytes.subarray(from, to));
      const value = BigInt(`0x${digest.digest().toString('hex')}`);
      expect(value).toBe(reference(bytes, polynomial, width));
    },
  );
});
