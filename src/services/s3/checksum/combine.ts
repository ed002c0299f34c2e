// The CRC of a whole out of the CRCs of its parts, as zlib's crc32_combine does it: a part's length is a power
// of x, and parts of one length share it.
import type { ChecksumAlgorithm } from '../versions/object-version.ts';

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

/** A CRC of 32 bits has none above. */
interface Crc {
  readonly high: number;
  readonly low: number;
}

/** @param parts base64 checksums and sizes, in order */
export function combineCrcs(
  algorithm: ChecksumAlgorithm,
  parts: readonly { readonly checksum: string; readonly size: number }[],
): string {
  const polynomial = POLYNOMIALS[algorithm];
  if (!polynomial) throw new Error(`${algorithm} of a whole does not follow from its parts`);
  const shifts = new Map<number, Shift>();
  const crc = Buffer.alloc(8);
  const from = 8 - Number(polynomial.width / 8n);
  let [high, low] = [0, 0];
  for (const { checksum, size } of parts) {
    let shift = shifts.get(size);
    if (!shift) {
      shift = new Shift(size, polynomial);
      shifts.set(size, shift);
    }
    const moved = shift.apply({ high, low });
    crc.write(checksum, from, 'base64');
    high = moved.high ^ crc.readInt32BE(0);
    low = moved.low ^ crc.readInt32BE(4);
  }
  crc.writeInt32BE(high, 0);
  crc.writeInt32BE(low, 4);
  return crc.toString('base64', from);
}

/** A CRC moved past so many bytes; what is asked often gets a table, for an upload may have 10,000 parts. */
class Shift {
  private readonly power: bigint;
  private used = 0;
  private table: { readonly high: Int32Array; readonly low: Int32Array } | undefined;

  constructor(
    bytes: number,
    private readonly polynomial: Polynomial,
  ) {
    this.power = powerOfX(8n * BigInt(bytes), polynomial);
  }

  apply(crc: Crc): Crc {
    this.used += 1;
    if (this.used < WORTH_A_TABLE) return halves(multiply(this.power, joined(crc), this.polynomial));
    this.table ??= this.build();
    const { high: highs, low: lows } = this.table;
    let [high, low] = [0, 0];
    for (let at = 0; at < lows.length; at += 256) {
      const half = at < 1024 ? crc.low : crc.high;
      const byte = (half >>> ((at >> 5) & 31)) & 255;
      high ^= highs[at + byte] ?? 0;
      low ^= lows[at + byte] ?? 0;
    }
    return { high, low };
  }

  /** A row for each byte. Multiplication is linear: the product of a byte is the sum of those of its bits. */
  private build() {
    const products: Crc[] = [];
    for (let shift = 0n; shift < this.polynomial.width; shift += 8n) {
      const row = [0n];
      for (let bit = 0n; bit < 8n; bit++) {
        const product = multiply(this.power, 1n << (shift + bit), this.polynomial);
        row.push(...row.map((known) => known ^ product));
      }
      products.push(...row.map(halves));
    }
    return {
      high: Int32Array.from(products, ({ high }) => high),
      low: Int32Array.from(products, ({ low }) => low),
    };
  }
}

const WORTH_A_TABLE = 40;

const halves = (crc: bigint): Crc => ({
  high: Number(BigInt.asIntN(32, crc >> 32n)),
  low: Number(BigInt.asIntN(32, crc)),
});
const joined = ({ high, low }: Crc): bigint =>
  (BigInt.asUintN(32, BigInt(high)) << 32n) | BigInt.asUintN(32, BigInt(low));

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
