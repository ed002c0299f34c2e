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
  const shifts = new Map<number, Shift>();
  let whole = 0n;
  for (const { checksum, size } of parts) {
    const crc = BigInt(`0x${Buffer.from(checksum, 'base64').toString('hex')}`);
    let shift = shifts.get(size);
    if (!shift) {
      shift = new Shift(size, polynomial);
      shifts.set(size, shift);
    }
    whole = shift.apply(whole) ^ crc;
  }
  const bytes = Number(polynomial.width / 8n);
  return Buffer.from(whole.toString(16).padStart(bytes * 2, '0'), 'hex').toString('base64');
}

/** A CRC moved past so many bytes; what is asked often gets a table, for an upload may have 10,000 parts. */
class Shift {
  private readonly power: bigint;
  private used = 0;
  private table: readonly (readonly bigint[])[] | undefined;

  constructor(
    bytes: number,
    private readonly polynomial: Polynomial,
  ) {
    this.power = powerOfX(8n * BigInt(bytes), polynomial);
  }

  apply(crc: bigint): bigint {
    this.used += 1;
    if (this.used < WORTH_A_TABLE) return multiply(this.power, crc, this.polynomial);
    this.table ??= this.build();
    let product = 0n;
    let left = crc;
    for (const row of this.table) {
      product ^= row[Number(left & 255n)] ?? 0n;
      left >>= 8n;
    }
    return product;
  }

  /** Multiplication is linear: the product of a byte is the sum of those of its bits. */
  private build(): bigint[][] {
    const rows: bigint[][] = [];
    for (let shift = 0n; shift < this.polynomial.width; shift += 8n) {
      const row = [0n];
      for (let bit = 0n; bit < 8n; bit++) {
        const product = multiply(this.power, 1n << (shift + bit), this.polynomial);
        row.push(...row.map((known) => known ^ product));
      }
      rows.push(row);
    }
    return rows;
  }
}

const WORTH_A_TABLE = 40;

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
