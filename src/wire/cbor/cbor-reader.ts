// CBOR (RFC 8949) read into what JSON.parse would have given: Smithy's rpc-v2-cbor carries the same documents. Bytes
// become base64 and a tagged time its number, which is how the JSON protocols write them.

import { SerializationFailure } from '../json/json-codec.ts';
import { MOST_VALUES } from '../json-document.ts';

const DEEPEST = 64;
const BREAK = Symbol('break');

export function readCbor(bytes: Buffer): unknown {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (value === BREAK || !reader.atEnd) throw malformed();
  return value;
}

const malformed = () => new SerializationFailure('The request body is not valid CBOR.');

class Reader {
  private at = 0;
  private values = 0;

  constructor(private readonly bytes: Buffer) {}

  get atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  value(depth: number): unknown {
    this.values += 1;
    if (depth > DEEPEST || this.values > MOST_VALUES) throw malformed();
    const head = this.byte();
    const major = head >> 5;
    const info = head & 0x1f;
    switch (major) {
      case 0:
        return this.argument(info);
      case 1:
        return -1 - this.argument(info);
      case 2:
        return this.chunks(major, info, depth).toString('base64');
      case 3:
        return this.chunks(major, info, depth).toString('utf8');
      case 4:
        return this.list(info, depth);
      case 5:
        return this.map(info, depth);
      case 6:
        // Tag 1 is a time in seconds; no other tag says anything that a shape does not.
        this.argument(info);
        return this.value(depth + 1);
      default:
        return this.simple(info);
    }
  }

  private list(info: number, depth: number): unknown[] {
    const items: unknown[] = [];
    const length = info === 31 ? Number.POSITIVE_INFINITY : this.argument(info);
    while (items.length < length) {
      const item = this.value(depth + 1);
      if (item === BREAK) {
        if (info === 31) return items;
        throw malformed();
      }
      items.push(item);
    }
    return items;
  }

  private map(info: number, depth: number): object {
    const entries: [string, unknown][] = [];
    const length = info === 31 ? Number.POSITIVE_INFINITY : this.argument(info);
    while (entries.length < length) {
      const key = this.value(depth + 1);
      if (key === BREAK && info === 31) break;
      if (typeof key !== 'string') throw malformed();
      const value = this.value(depth + 1);
      if (value === BREAK) throw malformed();
      entries.push([key, value]);
    }
    return Object.fromEntries(entries);
  }

  /** A text or bytes, whole or in pieces of the same kind. */
  private chunks(major: number, info: number, depth: number): Buffer {
    if (info !== 31) return this.take(this.argument(info));
    if (depth > DEEPEST) throw malformed();
    // Measured, then copied: a list of the pieces would weigh a hundred times what millions of empty ones do.
    const begin = this.at;
    let total = 0;
    for (let size = this.piece(major); size !== undefined; size = this.piece(major)) {
      this.skip(size);
      total += size;
    }
    const joined = Buffer.allocUnsafe(total);
    this.at = begin;
    let filled = 0;
    for (let size = this.piece(major); size !== undefined; size = this.piece(major)) {
      if (size > 0) filled += this.bytes.copy(joined, filled, this.at, this.at + size);
      this.skip(size);
    }
    return joined;
  }

  /** The size of the next piece; undefined where the break is. */
  private piece(major: number): number | undefined {
    const head = this.byte();
    if (head === 0xff) return undefined;
    if (head >> 5 !== major || (head & 0x1f) === 31) throw malformed();
    return this.argument(head & 0x1f);
  }

  private simple(info: number): unknown {
    switch (info) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
      case 23:
        return null;
      case 25:
        return halfFloat(this.take(2).readUInt16BE());
      case 26:
        return this.take(4).readFloatBE();
      case 27:
        return this.take(8).readDoubleBE();
      case 31:
        return BREAK;
      default:
        throw malformed();
    }
  }

  private argument(info: number): number {
    if (info < 24) return info;
    switch (info) {
      case 24:
        return this.take(1).readUInt8();
      case 25:
        return this.take(2).readUInt16BE();
      case 26:
        return this.take(4).readUInt32BE();
      case 27:
        return Number(this.take(8).readBigUInt64BE());
      default:
        throw malformed();
    }
  }

  private take(length: number): Buffer {
    this.skip(length);
    return this.bytes.subarray(this.at - length, this.at);
  }

  private skip(length: number): void {
    if (length > this.bytes.length - this.at) throw malformed();
    this.at += length;
  }

  private byte(): number {
    this.skip(1);
    return this.bytes[this.at - 1] as number;
  }
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
