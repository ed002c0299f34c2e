// JSON 1.0 and 1.1: readers and writers built once per shape.
import type { ShapeNode, StructureNode } from '../../core/shape.ts';
import { epochSeconds, parseBase64, parseTimestamp } from '../scalars.ts';

/** The document is not what the operation's model says; worded as AWS's own reader does (Coral). */
export class SerializationFailure extends Error {}

export type JsonReader = (value: unknown) => unknown;
export type JsonWriter = (value: never) => unknown;

export function compileReader(shape: ShapeNode): JsonReader {
  switch (shape.type) {
    case 'string':
      return readString;
    case 'integer':
      return (value) => readNumber(value, 'an Integer', true);
    case 'long':
      return (value) => readNumber(value, 'a Long', true);
    case 'double':
      return (value) => readNumber(value, 'a Double', false);
    case 'boolean':
      return readBoolean;
    case 'timestamp':
      return readTimestamp;
    case 'blob':
      return readBlob;
    case 'list': {
      const member = compileReader(shape.member);
      return (value) => {
        if (!Array.isArray(value)) throw notA(value, 'list');
        return value.map(member);
      };
    }
    case 'map': {
      const entry = compileReader(shape.value);
      return (value) => {
        if (!isObject(value)) throw notA(value, 'map');
        // Read in place: JSON.parse keeps even a key called __proto__ as a plain one, a copy would not.
        for (const key of Object.keys(value)) {
          const given = value[key];
          const read = entry(given);
          if (read !== given) Object.defineProperty(value, key, { value: read, enumerable: true });
        }
        return value;
      };
    }
    case 'structure':
      return compileStructureReader(shape);
  }
}

function compileStructureReader(shape: StructureNode): JsonReader {
  const members = Object.entries(shape.members).map(
    ([name, member]) => [name, member.name ?? name, compileReader(member.shape)] as const,
  );
  return (value) => {
    if (!isObject(value)) throw notA(value, 'structure');
    const structure: Record<string, unknown> = {};
    for (const [name, wireName, read] of members) {
      const given = value[wireName];
      if (given === undefined || given === null || !Object.hasOwn(value, wireName)) continue;
      structure[name] = read(given);
    }
    return structure;
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readString(value: unknown): string {
  if (typeof value === 'string') return value;
  throw cannotBe(value, 'a String');
}

function readNumber(value: unknown, type: string, whole: boolean): number {
  if (typeof value !== 'number') throw cannotBe(value, type);
  return whole ? Math.trunc(value) : value;
}

function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw cannotBe(value, 'a Boolean');
}

function readTimestamp(value: unknown): Date {
  const date =
    typeof value === 'number'
      ? new Date(Math.round(value * 1000))
      : typeof value === 'string'
        ? parseTimestamp(value)
        : undefined;
  if (date && !Number.isNaN(date.getTime())) return date;
  throw cannotBe(value, 'milliseconds since epoch');
}

function readBlob(value: unknown): Buffer {
  const bytes = typeof value === 'string' ? parseBase64(value) : undefined;
  if (bytes) return bytes;
  throw cannotBe(value, 'a Blob');
}

function cannotBe(value: unknown, type: string): SerializationFailure {
  if (Array.isArray(value)) return new SerializationFailure('Start of list found where not expected.');
  if (isObject(value)) {
    return new SerializationFailure('Start of structure or map found where not expected.');
  }
  const given =
    typeof value === 'boolean'
      ? `${String(value).toUpperCase()}_VALUE`
      : value === null
        ? 'NULL_VALUE'
        : `${(typeof value).toUpperCase()}_VALUE`;
  return new SerializationFailure(`${given} cannot be converted to ${type}`);
}

const notA = (value: unknown, expected: 'list' | 'map' | 'structure'): SerializationFailure =>
  typeof value === 'object' && value !== null
    ? cannotBe(value, expected)
    : new SerializationFailure(expected === 'list' ? 'Expected list or null' : 'Expected null');

/** Undefined where the value goes out as it is. */
export function compileWriter(shape: ShapeNode): JsonWriter | undefined {
  switch (shape.type) {
    case 'string':
    case 'integer':
    case 'long':
    case 'double':
    case 'boolean':
      return undefined;
    case 'timestamp':
      return shape.format === 'iso8601' ? (value: Date) => value.toISOString() : epochSeconds;
    case 'blob':
      return (value: Uint8Array) =>
        Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
    case 'list': {
      const member = compileWriter(shape.member);
      return member && ((value: readonly never[]) => value.map(member));
    }
    case 'map': {
      const entry = compileWriter(shape.value);
      return (
        entry &&
        ((value: Record<string, never>) =>
          Object.fromEntries(Object.entries(value).map(([key, item]) => [key, entry(item)])))
      );
    }
    case 'structure':
      return compileStructureWriter(shape);
  }
}

function compileStructureWriter(shape: StructureNode): JsonWriter {
  const members = Object.entries(shape.members).map(
    ([name, member]) => [name, member.name ?? name, compileWriter(member.shape)] as const,
  );
  return (value: Record<string, never>) => {
    const out: Record<string, unknown> = {};
    for (const [name, wireName, write] of members) {
      const given = value[name];
      if (given === undefined || given === null) continue;
      out[wireName] = write ? write(given) : given;
    }
    return out;
  };
}
