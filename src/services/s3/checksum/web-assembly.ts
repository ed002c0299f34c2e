// A little of WebAssembly's binary format: enough for one exported loop over its own memory. The checksums whose
// arithmetic is of 64 bits run so, for JavaScript has no fast 64-bit integers.

const I32 = 0x7f;
const I64 = 0x7e;
const NO_RESULT = 0x40;

/** Instructions, each as its bytes. */
export const op = {
  loop: [0x03, NO_RESULT],
  if: [0x04, NO_RESULT],
  end: [0x0b],
  branchIf: (depth: number) => [0x0d, depth],
  get: (local: number) => [0x20, local],
  set: (local: number) => [0x21, local],
  tee: (local: number) => [0x22, local],
  i32: (value: number) => [0x41, ...signed(BigInt(value))],
  i64: (value: bigint | number) => [0x42, ...signed(BigInt.asIntN(64, BigInt(value)))],
  load64: (offset: number) => [0x29, 0, ...unsigned(offset)],
  store64: (offset: number) => [0x37, 0, ...unsigned(offset)],
  equal32: [0x46],
  lessThan32: [0x49],
  add32: [0x6a],
  and32: [0x71],
  shiftLeft32: [0x74],
  shiftRight32: [0x76],
  add64: [0x7c],
  multiply64: [0x7e],
  and64: [0x83],
  xor64: [0x85],
  shiftRight64: [0x88],
  rotateLeft64: [0x89],
  wrap: [0xa7],
  extend: [0xad],
} as const;

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

export interface Loop {
  readonly memory: ArrayBuffer;
  /** @param end local 0 */
  readonly run: (end: number) => void;
}

export interface Program {
  /** Pages of 64 KiB. */
  readonly pages: number;
  /** Locals beyond the parameter, in this order. */
  readonly locals: { readonly i32: number; readonly i64: number };
  readonly instructions: readonly number[];
}

export function instantiate(program: Program): Loop {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes(program)));
  return { memory: exports.memory.buffer, run: exports.run };
}

function moduleBytes({ pages, locals, instructions }: Program): Uint8Array {
  const body = [2, locals.i32, I32, locals.i64, I64, ...instructions, ...op.end];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, I32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, pages]),
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
function signed(value: bigint): number[] {
  const low = Number(value & 127n);
  return value >= -64n && value < 64n ? [low] : [low | 128, ...signed(value >> 7n)];
}
