// The inner loops of XXH64 and XXH3 in WebAssembly: what every byte of a body passes through.

import { instantiate, op } from './web-assembly.ts';
import { PRIME32_1, PRIME64_1, PRIME64_2, SECRET } from './xxhash-arithmetic.ts';

/** The memory of both: XXH3's secret, the lanes, a buffer of bytes. */
const STATE = 256;
const DATA = 1024;
const CAPACITY = 64 * 1024;
const PAGES = 2;

/** Takes whole stripes into the lanes. */
export type Absorb = (stripes: Uint8Array, lanes: BigUint64Array) => void;

const END = 0;
const AT = 1;
const FOUR = [0, 1, 2, 3];
const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];
/** How far into the secret XXH3 is: the ninth of its lanes. */
const OFFSET_LANE = 8;
const SECRET_STEP = 8;
const SCRAMBLE_SECRET = 128;

let stripes64: Absorb | undefined;
let stripes3: Absorb | undefined;

/** 32 bytes a stripe, four lanes. */
export function absorbXxh64(stripes: Uint8Array, lanes: BigUint64Array): void {
  stripes64 ??= absorber(4, { i32: 1, i64: 4 }, xxh64Loop());
  stripes64(stripes, lanes);
}

/** 64 bytes a stripe; eight lanes and the offset into the secret, after 16 stripes of which they are scrambled. */
export function absorbXxh3(stripes: Uint8Array, lanes: BigUint64Array): void {
  stripes3 ??= absorber(9, { i32: 2, i64: 10 }, xxh3Loop());
  stripes3(stripes, lanes);
}

function absorber(
  count: number,
  locals: { readonly i32: number; readonly i64: number },
  instructions: readonly number[],
): Absorb {
  const { memory, run } = instantiate({ pages: PAGES, locals, instructions });
  new Uint8Array(memory).set(SECRET);
  const state = new BigUint64Array(memory, STATE, count);
  const data = new Uint8Array(memory, DATA, CAPACITY);
  return (stripes, lanes) => {
    state.set(lanes);
    for (let from = 0; from < stripes.length; from += CAPACITY) {
      const piece = stripes.subarray(from, from + CAPACITY);
      data.set(piece);
      run(DATA + piece.length);
    }
    lanes.set(state);
  };
}

function xxh64Loop(): number[] {
  const lane = (index: number) => 2 + index;
  return [
    ...start(FOUR, lane),
    ...op.loop,
    ...FOUR.flatMap((index) => [
      ...[...op.get(lane(index)), ...op.get(AT), ...op.load64(8 * index)],
      ...[...op.i64(PRIME64_2), ...op.multiply64, ...op.add64],
      ...[...op.i64(31), ...op.rotateLeft64, ...op.i64(PRIME64_1), ...op.multiply64, ...op.set(lane(index))],
    ]),
    ...nextStripe(32),
    ...finish(FOUR, lane),
  ];
}

function xxh3Loop(): number[] {
  const [SECRET_AT, WORD, KEYED] = [2, 11, 12];
  const lane = (index: number) => 3 + index;
  const accumulate = (index: number): number[] => [
    ...[...op.get(AT), ...op.load64(8 * index), ...op.tee(WORD)],
    ...[...op.get(SECRET_AT), ...op.load64(8 * index), ...op.xor64, ...op.set(KEYED)],
    ...[...op.get(lane(index ^ 1)), ...op.get(WORD), ...op.add64, ...op.set(lane(index ^ 1))],
    ...[...op.get(KEYED), ...op.i64(0xffffffffn), ...op.and64],
    ...[...op.get(KEYED), ...op.i64(32), ...op.shiftRight64, ...op.multiply64],
    ...[...op.get(lane(index)), ...op.add64, ...op.set(lane(index))],
  ];
  const scramble = (index: number): number[] => [
    ...[...op.get(lane(index)), ...op.get(lane(index)), ...op.i64(47), ...op.shiftRight64, ...op.xor64],
    ...[...op.i32(SCRAMBLE_SECRET), ...op.load64(8 * index), ...op.xor64],
    ...[...op.i64(PRIME32_1), ...op.multiply64, ...op.set(lane(index))],
  ];
  return [
    ...start(EIGHT, lane),
    ...[...op.i32(STATE), ...op.load64(8 * OFFSET_LANE), ...op.wrap, ...op.set(SECRET_AT)],
    ...op.loop,
    ...EIGHT.flatMap(accumulate),
    ...[...op.get(SECRET_AT), ...op.i32(SECRET_STEP), ...op.add32, ...op.tee(SECRET_AT)],
    ...[...op.i32(SCRAMBLE_SECRET), ...op.equal32],
    ...[...op.if, ...EIGHT.flatMap(scramble), ...op.i32(0), ...op.set(SECRET_AT), ...op.end],
    ...nextStripe(64),
    ...finish(EIGHT, lane),
    ...[...op.i32(STATE), ...op.get(SECRET_AT), ...op.extend, ...op.store64(8 * OFFSET_LANE)],
  ];
}

const start = (lanes: readonly number[], lane: (index: number) => number): number[] => [
  ...[...op.i32(DATA), ...op.set(AT)],
  ...lanes.flatMap((index) => [...op.i32(STATE), ...op.load64(8 * index), ...op.set(lane(index))]),
];
/** Back to the loop's start while there is more. */
const nextStripe = (bytes: number): number[] => [
  ...[...op.get(AT), ...op.i32(bytes), ...op.add32, ...op.tee(AT), ...op.get(END), ...op.lessThan32],
  ...op.branchIf(0),
  ...op.end,
];
const finish = (lanes: readonly number[], lane: (index: number) => number): number[] =>
  lanes.flatMap((index) => [...op.i32(STATE), ...op.get(lane(index)), ...op.store64(8 * index)]);
