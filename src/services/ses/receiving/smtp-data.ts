// The message between DATA and its lonely dot: RFC 5321 §4.5.2 to the letter, byte for byte.
//
// A line ends with CRLF and with nothing else, so a dot after a bare LF is content. smtp-server 3.21 takes
// the second dot of LF "." "." away, and yields to the event loop for every dot it removes; its parser is
// given this decoder instead.
import type { Inflow } from './inflow.ts';
import { type Parser, teachParsers } from './smtp-parser.ts';

const CR = 0x0d;
const LF = 0x0a;
const DOT = 0x2e;
const LINE_AND_DOT = Buffer.from('\r\n.');
const RETURN = Buffer.from('\r');

type Place = 'in a line' | 'after CR' | 'line start' | 'after dot' | 'after dot and CR';

export class DataDecoder {
  private place: Place = 'line start';

  /**
   * Hands every decoded piece to `emit`.
   * @returns how many bytes were read when the end came; undefined while it has not.
   */
  feed(chunk: Buffer, emit: (piece: Buffer) => void): number | undefined {
    let at = 0;
    while (at < chunk.length) {
      const byte = chunk[at];
      switch (this.place) {
        case 'in a line':
          at = this.readLines(chunk, at, emit);
          continue;
        case 'after CR':
          this.place = 'in a line';
          if (byte !== LF) continue;
          emit(chunk.subarray(at, at + 1));
          this.place = 'line start';
          break;
        case 'line start':
          this.place = 'in a line';
          if (byte !== DOT) continue;
          this.place = 'after dot';
          break;
        case 'after dot':
          // The dot hid another character: it was stuffed and is left out.
          this.place = 'in a line';
          if (byte !== CR) continue;
          this.place = 'after dot and CR';
          break;
        case 'after dot and CR':
          if (byte === LF) return at + 1;
          emit(RETURN);
          this.place = 'after CR';
          continue;
      }
      at += 1;
    }
    return undefined;
  }

  /** All lines up to the next that begins with a dot; where reading goes on. */
  private readLines(chunk: Buffer, from: number, emit: (piece: Buffer) => void): number {
    const found = chunk.indexOf(LINE_AND_DOT, from);
    if (found >= 0) {
      emit(chunk.subarray(from, found + 2));
      this.place = 'after dot';
      return found + 3;
    }
    emit(chunk.subarray(from));
    const last = chunk[chunk.length - 1];
    if (last === CR) this.place = 'after CR';
    // A CR of an earlier chunk was judged by 'after CR'; this one must stand here.
    else if (last === LF && chunk.length - from >= 2 && chunk[chunk.length - 2] === CR) {
      this.place = 'line start';
    }
    return chunk.length;
  }
}

export const decodeStrictly = (connection: object, inflow: Inflow): void =>
  teachParsers(connection, (parser) => teach(parser, inflow));

function teach(parser: Parser, inflow: Inflow): void {
  let decoder = new DataDecoder();
  let message = inflow.begin();
  const { startDataMode } = parser;
  parser.startDataMode = function begin(maxBytes) {
    decoder = new DataDecoder();
    message = inflow.begin();
    return startDataMode.call(parser, maxBytes);
  };
  parser._feedDataStream = function feed(chunk, callback) {
    const admitted = message.admit(chunk.length);
    if (admitted) admitted.then(() => decode(chunk, callback));
    else decode(chunk, callback);
  };

  function decode(chunk: Buffer, callback: () => void): void {
    const stream = parser._dataStream;
    let full = false;
    const pieces: Buffer[] = [];
    const end = decoder.feed(chunk, (piece) => pieces.push(piece));
    if (pieces.length > 0) {
      // Together: a message may be nothing but stuffed dots.
      const decoded = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
      parser._countDataBytes(decoded.length);
      if (stream?.writable) full = !stream.write(decoded);
    }
    if (end !== undefined) {
      message.end();
      return parser._endDataMode(false, chunk.subarray(end), callback);
    }
    if (!full || !stream || stream.destroyed) return callback();
    const resume = () => {
      stream.off('drain', resume);
      stream.off('close', resume);
      callback();
    };
    stream.on('drain', resume);
    stream.on('close', resume);
  }
}
