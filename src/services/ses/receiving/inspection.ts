// What has to be known of a message's bytes before its actions: its header, its body's hash, what a scanner finds.
//
// A large message is looked at as it comes, so that nobody reads it again and no end of one is a long turn.
import { BodyHash, bodyHashOf } from './body-hash.ts';
import { HEADER_LIMIT, headerEnd } from './headers.ts';
import { type Findings, Scanner, scan } from './scan.ts';

export interface Inspected extends Findings {
  /** Up to the empty line and with it; of a header without end as much as is looked at. */
  readonly header: Buffer;
  readonly bodyHash: string;
}

export function inspect(message: Buffer): Inspected {
  const end = headerEnd(message);
  return {
    header: message.subarray(0, end),
    bodyHash: bodyHashOf(message.subarray(end)),
    ...scan(message),
  };
}

export class Inspection {
  private readonly scanner = new Scanner();
  private readonly hash = new BodyHash();
  private start: Uint8Array[] = [];
  private startLength = 0;
  private header: Buffer | undefined;

  feed(piece: Uint8Array): void {
    this.scanner.feed(piece);
    if (this.header) return this.hash.update(piece);
    this.start.push(piece);
    this.startLength += piece.length;
    // The first piece holds the whole of most headers; joining more for each that comes would be joining them all.
    const ends = this.start.length === 1 && headerEnd(piece) < piece.length;
    if (ends || this.startLength >= HEADER_LIMIT) this.endHeader();
  }

  finish(): Inspected {
    const header = this.header ?? this.endHeader();
    const { isSpam, isVirus } = this.scanner;
    return { header, bodyHash: this.hash.digest(), isSpam, isVirus };
  }

  private endHeader(): Buffer {
    const [first] = this.start;
    const start = first && this.start.length === 1 ? bufferOf(first) : Buffer.concat(this.start);
    this.start = [];
    const end = headerEnd(start);
    // A copy: the header outlives the rest of the message by far.
    this.header = Buffer.from(start.subarray(0, end));
    this.hash.update(start.subarray(end));
    return this.header;
  }
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
