// The CRC of a whole out of the CRCs of its parts, as zlib's crc32_combine does it: a part's length is a power
// of x, and parts of one length share it.
import type { ChecksumAlgorithm } from '../object-version.ts';

interface Polynomial {
  readonly width: bigint;
  /** Reflected. */
  readonly value: bigint;
}

const POLYNOMIALS: Partial<Record<ChecksumAlgorithm, Polynomial>> = {
  CRC32: { width: 32n, value: 0xedb88320n },
  CRC32C: { width: 32n, value: 0x82f63b78n },
  CRC64NVME: { width: 64n, value: 0x9a6c9329ac4bc9b5n },
};

export const canCombine = (algorithm: ChecksumAlgorithm): boolean => POLYNOMIALS[algorithm] !== undefined;

/** @param parts base64 checksums and sizes, in order */
export function combineCrcs(
  algorithm: ChecksumAlgorithm,
  parts: readonly { readonly checksum: string; readonly size: number }[],
): string {
  const polynomial = POLYNOMIALS[algorithm];
  if (!polynomial) throw new Error(`${algorithm} of a whole does not follow from its parts`);
  const powers = new Map<number, bigint>();
  let whole = 0n;
  for (const { checksum, size } of parts) {
    const crc = BigInt(`0x${Buffer.from(checksum, 'base64').toString('hex')}`);
    let power = powers.get(size);
    if (power === undefined) {
      power = powerOfX(8n * BigInt(size), polynomial);
      powers.set(size, power);
    }
    whole = multiply(power, whole, polynomial) ^ crc;
  }
  const bytes = Number(polynomial.width / 8n);
  return Buffer.from(whole.toString(16).padStart(bytes * 2, '0'), 'hex').toString('base64');
}

/** a(x) b(x) modulo the polynomial, the highest bit being x^0. */
function multiply(a: bigint, b: bigint, { width, value }: Polynomial): bigint {
  let product = 0n;
  let factor = b;
  for (let bit = 1n << (width - 1n); bit > 0n && a !== 0n; bit >>= 1n) {
    if (a & bit) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ value : factor >> 1n;
  }
  return product;
}

function powerOfX(exponent: bigint, polynomial: Polynomial): bigint {
  const one = 1n << (polynomial.width - 1n);
  let result = one;
  let square = one >> 1n;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = multiply(square, result, polynomial);
    square = multiply(square, square, polynomial);
  }
  return result;
}
