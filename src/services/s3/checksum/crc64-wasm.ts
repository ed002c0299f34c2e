// The inner loop of CRC64NVME in WebAssembly, whose 64-bit integers halve what two 32-bit halves cost: every
// body without a checksum of its own passes here, and it was the dearest step of a large PUT.
import { instantiate, op } from './web-assembly.ts';

/** Its memory: eight tables of 256 eight-byte entries, the running value, a buffer of bytes. */
const TABLE_BYTES = 8 * 256 * 8;
const STATE = TABLE_BYTES;
const DATA = STATE + 64;
const CAPACITY = 64 * 1024;
const PAGES = 2;

/** `run(end)`: takes the bytes from DATA to `end`, eight at a time, into the value at STATE. */
function instructions(): number[] {
  const [END, AT, CRC, WORD] = [0, 1, 2, 3];
  const lookUp = (byte: number): number[] => [
    ...op.get(WORD),
    ...(byte === 0 ? [] : [...op.i64(8 * byte), ...op.shiftRight64]),
    ...op.wrap,
    ...op.i32(255),
    ...op.and32,
    ...op.i32(3),
    ...op.shiftLeft32,
    ...op.load64((7 - byte) * 256 * 8),
    ...(byte === 0 ? [] : op.xor64),
  ];
  return [
    ...[...op.i32(DATA), ...op.set(AT)],
    ...[...op.i32(0), ...op.load64(STATE), ...op.set(CRC)],
    ...op.loop,
    ...[...op.get(CRC), ...op.get(AT), ...op.load64(0), ...op.xor64, ...op.set(WORD)],
    ...[0, 1, 2, 3, 4, 5, 6, 7].flatMap(lookUp),
    ...op.set(CRC),
    ...[...op.get(AT), ...op.i32(8), ...op.add32, ...op.tee(AT), ...op.get(END), ...op.lessThan32],
    ...op.branchIf(0),
    ...op.end,
    ...[...op.i32(0), ...op.get(CRC), ...op.store64(STATE)],
  ];
}

/** The running value as two halves, which `take` changes. */
export interface Halves {
  low: number;
  high: number;
}

export interface FastCrc64 {
  /** As many bytes as are whole groups of eight; answers how many that were. */
  take(bytes: Uint8Array, value: Halves): number;
}

/** @param tables low and high halves of the eight tables */
export function createFastCrc64(tables: { readonly low: Int32Array; readonly high: Int32Array }): FastCrc64 {
  const { memory, run } = instantiate({
    pages: PAGES,
    locals: { i32: 1, i64: 2 },
    instructions: instructions(),
  });
  const words = new Int32Array(memory);
  for (let at = 0; at < tables.low.length; at++) {
    words[2 * at] = tables.low[at] ?? 0;
    words[2 * at + 1] = tables.high[at] ?? 0;
  }
  const data = new Uint8Array(memory, DATA, CAPACITY);
  return {
    take(bytes, value) {
      const whole = bytes.length - (bytes.length % 8);
      words[STATE / 4] = value.low;
      words[STATE / 4 + 1] = value.high;
      for (let from = 0; from < whole; from += CAPACITY) {
        const to = Math.min(from + CAPACITY, whole);
        data.set(bytes.subarray(from, to));
        run(DATA + to - from);
      }
      value.low = words[STATE / 4] ?? 0;
      value.high = words[STATE / 4 + 1] ?? 0;
      return whole;
    },
  };
}
