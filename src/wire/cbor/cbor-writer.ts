// CBOR answers: writers built once per shape, for whether a number is a time or a double only the shape can tell.
import type { ShapeNode } from '../../core/shape.ts';
import { epochSeconds } from '../scalars.ts';

type Write = (value: never) => Buffer;

export function compileCborWriter(shape: ShapeNode): Write {
  switch (shape.type) {
    case 'string':
      return cborText;
    case 'integer':
    case 'long':
      return (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
    case 'double':
      return double;
    case 'boolean':
      return (value: boolean) => Buffer.of(value ? 0xf5 : 0xf4);
    case 'timestamp':
      return (value: Date) => Buffer.concat([head(6, 1), double(epochSeconds(value))]);
    case 'blob':
      return (value: Uint8Array) => Buffer.concat([head(2, value.length), value]);
    case 'list': {
      const member = compileCborWriter(shape.member);
      return (value: readonly unknown[]) =>
        Buffer.concat([head(4, value.length), ...value.map((item) => member(item as never))]);
    }
    case 'map': {
      const entry = compileCborWriter(shape.value);
      return (value: Readonly<Record<string, unknown>>) =>
        cborMap(Object.entries(value).map(([name, item]) => [name, entry(item as never)]));
    }
    case 'structure': {
      const members = Object.entries(shape.members).map(
        ([name, member]) => [name, member.name ?? name, compileCborWriter(member.shape)] as const,
      );
      return (value: Readonly<Record<string, unknown>>) =>
        cborMap(
          members.flatMap(([name, wireName, write]): [string, Buffer][] =>
            value[name] === undefined ? [] : [[wireName, write(value[name] as never)]],
          ),
        );
    }
  }
}

export function cborText(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([head(3, bytes.length), bytes]);
}

export const cborMap = (entries: readonly (readonly [name: string, value: Buffer])[]): Buffer =>
  Buffer.concat([head(5, entries.length), ...entries.flatMap(([name, value]) => [cborText(name), value])]);

function double(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(9);
  bytes[0] = 0xfb;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

/** The major type and its argument, in the shortest form. */
function head(major: number, argument: number): Buffer {
  const type = major << 5;
  if (argument < 24) return Buffer.of(type | argument);
  if (argument < 0x100) return Buffer.of(type | 24, argument);
  const size = argument < 0x1_0000 ? 2 : argument < 0x1_0000_0000 ? 4 : 8;
  const bytes = Buffer.allocUnsafe(1 + size);
  bytes[0] = type | (size === 2 ? 25 : size === 4 ? 26 : 27);
  if (size === 8) bytes.writeBigUInt64BE(BigInt(argument), 1);
  else bytes.writeUIntBE(argument, 1, size);
  return bytes;
}
