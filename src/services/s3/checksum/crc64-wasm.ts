// The inner loop of CRC64NVME in WebAssembly, whose 64-bit integers halve what two 32-bit halves cost: every
// body without a checksum of its own passes here, and it was the dearest step of a large PUT.
//
// The module is one function of forty instructions, written out below; it works on its own memory:
// the tables, the running value, a buffer of bytes.

/** Eight tables of 256 eight-byte entries. */
const TABLE_BYTES = 8 * 256 * 8;
const STATE = TABLE_BYTES;
const DATA = STATE + 64;
const CAPACITY = 64 * 1024;
const PAGES = 2;

const I32 = 0x7f;
const I64 = 0x7e;
const op = {
  loop: [0x03, 0x40],
  end: 0x0b,
  branchIf: (depth: number) => [0x0d, depth],
  get: (local: number) => [0x20, local],
  set: (local: number) => [0x21, local],
  tee: (local: number) => [0x22, local],
  i32: (value: number) => [0x41, ...signed(value)],
  i64: (value: number) => [0x42, ...signed(value)],
  load64: (offset: number) => [0x29, 3, ...unsigned(offset)],
  store64: (offset: number) => [0x37, 3, ...unsigned(offset)],
  wrap: 0xa7,
  add32: 0x6a,
  and32: 0x71,
  shiftLeft32: 0x74,
  lessThan32: 0x49,
  xor64: 0x85,
  shiftRight64: 0x88,
} as const;

/** `run(end)`: takes the bytes from DATA to `end`, eight at a time, into the value at STATE. */
function instructions(): number[] {
  const [END, AT, CRC, WORD] = [0, 1, 2, 3];
  const lookUp = (byte: number): number[] => [
    ...op.get(WORD),
    ...(byte === 0 ? [] : [...op.i64(8 * byte), op.shiftRight64]),
    op.wrap,
    ...op.i32(255),
    op.and32,
    ...op.i32(3),
    op.shiftLeft32,
    ...op.load64((7 - byte) * 256 * 8),
    ...(byte === 0 ? [] : [op.xor64]),
  ];
  return [
    ...[...op.i32(DATA), ...op.set(AT)],
    ...[...op.i32(0), ...op.load64(STATE), ...op.set(CRC)],
    ...op.loop,
    ...[...op.get(CRC), ...op.get(AT), ...op.load64(0), op.xor64, ...op.set(WORD)],
    ...[0, 1, 2, 3, 4, 5, 6, 7].flatMap(lookUp),
    ...op.set(CRC),
    ...[...op.get(AT), ...op.i32(8), op.add32, ...op.tee(AT), ...op.get(END), op.lessThan32],
    ...op.branchIf(0),
    op.end,
    ...[...op.i32(0), ...op.get(CRC), ...op.store64(STATE)],
    op.end,
  ];
}

function moduleBytes(): Uint8Array {
  // Locals beyond the parameter: one i32, two i64.
  const body = [2, 1, I32, 2, I64, ...instructions()];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, I32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, PAGES]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('run'), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...unsigned(content.length),
  ...content,
];
const name = (text: string): number[] => [text.length, ...Buffer.from(text)];

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}
function signed(value: number): number[] {
  return value < 64 ? [value] : [(value & 127) | 128, ...signed(value >>> 7)];
}

/** What this file needs of it; the types of Node 20 know only its namespace. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => {
    readonly exports: {
      readonly memory: { readonly buffer: ArrayBuffer };
      readonly run: (end: number) => void;
    };
  };
}
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

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
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()));
  const { run } = exports;
  const memory = exports.memory.buffer;
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
