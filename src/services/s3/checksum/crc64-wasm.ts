// The inner loop of CRC64NVME in WebAssembly, whose 64-bit integers halve what two 32-bit halves cost: every
// body without a checksum of its own passes here, and it was the dearest step of a large PUT.
//
// One value waits for its own table look-ups at every step, so large pieces are cut into lanes that a processor
// works on side by side; a CRC is linear, and what the bytes behind a lane do to its value is a table as well.
import { instantiate, op } from './web-assembly.ts';

/** Its memory: eight tables of 256 eight-byte entries, the running value of each lane, the bytes. */
const TABLE_BYTES = 8 * 256 * 8;
const STATE = TABLE_BYTES;
const DATA = STATE + 64;
const LANES = 4;
const LANE = 4 * 1024;
/** Bytes that the lanes take in one go, and that the narrow loop does. */
const CAPACITY = LANES * LANE;
const PAGES = 1;

/**
 * `run(end)`: takes the bytes from DATA to `end`, which is in the first lane, and as many of every other lane,
 * eight at a time, into the values at STATE.
 */
function instructions(lanes: number): number[] {
  const [END, AT, LOW, HIGH, WORD, FIRST] = [0, 1, 2, 3, 4, 5];
  const perLane = (steps: (crc: number, lane: number) => readonly number[]) =>
    Array.from({ length: lanes }, (_, lane) => steps(FIRST + lane, lane)).flat();
  /** Entry of one of the four bytes of a half; entries are eight bytes long. */
  const lookUp = (half: number, byte: number, table: number): number[] => [
    ...op.get(half),
    ...(byte === 0 ? [...op.i32(3), ...op.shiftLeft32] : [...op.i32(8 * byte - 3), ...op.shiftRight32]),
    ...op.i32(255 * 8),
    ...op.and32,
    ...op.load64(table * 256 * 8),
  ];
  return [
    ...[...op.i32(DATA), ...op.set(AT)],
    ...perLane((crc, lane) => [...op.i32(0), ...op.load64(STATE + 8 * lane), ...op.set(crc)]),
    ...op.loop,
    ...perLane((crc, lane) => [
      ...[...op.get(crc), ...op.get(AT), ...op.load64(lane * LANE), ...op.xor64, ...op.tee(WORD)],
      ...[
        ...op.wrap,
        ...op.set(LOW),
        ...op.get(WORD),
        ...op.i64(32),
        ...op.shiftRight64,
        ...op.wrap,
        ...op.set(HIGH),
      ],
      ...lookUp(LOW, 0, 7),
      ...[1, 2, 3].flatMap((byte) => [...lookUp(LOW, byte, 7 - byte), ...op.xor64]),
      ...[0, 1, 2, 3].flatMap((byte) => [...lookUp(HIGH, byte, 3 - byte), ...op.xor64]),
      ...op.set(crc),
    ]),
    ...[...op.get(AT), ...op.i32(8), ...op.add32, ...op.tee(AT), ...op.get(END), ...op.lessThan32],
    ...op.branchIf(0),
    ...op.end,
    ...perLane((crc, lane) => [...op.i32(0), ...op.get(crc), ...op.store64(STATE + 8 * lane)]),
  ];
}

/** The running value as two halves, which `take` changes. */
export interface Halves {
  low: number;
  high: number;
}
/** Eight tables of 256 entries, one after the other. */
export interface Tables {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

export interface FastCrc64 {
  /** As many bytes as are whole groups of eight; answers how many that were. */
  take(bytes: Uint8Array, value: Halves): number;
}

export function createFastCrc64(tables: Tables): FastCrc64 {
  const narrow = loopOf(1, tables);
  const wide = loopOf(LANES, tables);
  const behindLane = tablesOfZeros(LANE, narrow);
  return {
    take(bytes, value) {
      const whole = bytes.length - (bytes.length % 8);
      let from = 0;
      for (; from + CAPACITY <= whole; from += CAPACITY) {
        wide.take(bytes.subarray(from, from + CAPACITY), value);
        for (let lane = 1; lane < LANES; lane += 1) {
          advance(value, behindLane);
          value.low ^= wide.low(lane);
          value.high ^= wide.high(lane);
        }
      }
      if (from < whole) narrow.take(bytes.subarray(from, whole), value);
      return whole;
    },
  };
}

function loopOf(lanes: number, tables: Tables) {
  const { memory, run } = instantiate({
    pages: PAGES,
    locals: { i32: 3, i64: 1 + lanes },
    instructions: instructions(lanes),
  });
  const words = new Int32Array(memory);
  for (let at = 0; at < tables.low.length; at++) {
    words[2 * at] = tables.low[at] ?? 0;
    words[2 * at + 1] = tables.high[at] ?? 0;
  }
  const data = new Uint8Array(memory, DATA, CAPACITY);
  const low = (lane: number) => words[STATE / 4 + 2 * lane] ?? 0;
  const high = (lane: number) => words[STATE / 4 + 2 * lane + 1] ?? 0;
  return {
    low,
    high,
    /** At most CAPACITY bytes; `value` is that of the first lane, the others begin with nothing. */
    take(bytes: Uint8Array, value: Halves): void {
      words.fill(0, STATE / 4, DATA / 4);
      words[STATE / 4] = value.low;
      words[STATE / 4 + 1] = value.high;
      data.set(bytes);
      run(DATA + bytes.length / lanes);
      value.low = low(0);
      value.high = high(0);
    },
  };
}

/** What so many zero bytes make of each byte of a value: of every bit by trying, of every byte out of its bits. */
function tablesOfZeros(length: number, loop: { take(bytes: Uint8Array, value: Halves): void }): Tables {
  const zeros = new Uint8Array(length);
  const low = new Int32Array(8 * 256);
  const high = new Int32Array(8 * 256);
  for (let bit = 0; bit < 64; bit += 1) {
    const value = { low: bit < 32 ? 1 << bit : 0, high: bit < 32 ? 0 : 1 << (bit - 32) };
    loop.take(zeros, value);
    const [first, alone] = [(bit >> 3) * 256, 1 << (bit & 7)];
    for (let below = 0; below < alone; below += 1) {
      low[first + alone + below] = value.low ^ (low[first + below] ?? 0);
      high[first + alone + below] = value.high ^ (high[first + below] ?? 0);
    }
  }
  return { low, high };
}

function advance(value: Halves, { low, high }: Tables): void {
  let [nextLow, nextHigh] = [0, 0];
  for (let byte = 0; byte < 8; byte += 1) {
    const half = byte < 4 ? value.low : value.high;
    const at = byte * 256 + ((half >>> (8 * (byte & 3))) & 255);
    nextLow ^= low[at] ?? 0;
    nextHigh ^= high[at] ?? 0;
  }
  value.low = nextLow;
  value.high = nextHigh;
}
