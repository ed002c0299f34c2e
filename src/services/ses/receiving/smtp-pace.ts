// How long a client may take over a message. One that sends a byte a minute is never silent, and a few hundred of them
// would keep everybody else out.
import { stopwatch } from '../../../platform/stopwatch.ts';
import { type Parser, teachParsers } from './smtp-parser.ts';

/** As long as it may be silent, so many times; what AWS gives is not known. */
const SILENCES = 10;
/** And for what it sends: a kilobyte a second is slow, but it comes. */
const BYTES_PER_MS = 1;

export class Pace {
  private elapsed: () => number;
  private bytes = 0;

  /** @param silence milliseconds after which a silent client is sent away. */
  constructor(
    private readonly silence: number,
    private readonly start = stopwatch,
  ) {
    this.elapsed = start();
  }

  /** The next message. */
  begin(): void {
    this.elapsed = this.start();
    this.bytes = 0;
  }

  /** Whether the client may go on. */
  heard(bytes: number): boolean {
    this.bytes += bytes;
    return this.elapsed() <= SILENCES * this.silence + this.bytes / BYTES_PER_MS;
  }
}

/** Judged when something comes: of a client that is silent the library knows. */
export function keepPace(connection: object, silence: number): void {
  const pace = new Pace(silence);
  teachParsers(connection, (parser) => judge(parser, pace));
}

function judge(parser: Parser, pace: Pace): void {
  const { _write: write, _endDataMode: endDataMode } = parser;
  parser._write = function read(chunk, encoding, next) {
    if (pace.heard(chunk.length)) write.call(parser, chunk, encoding, next);
    // The library answers it with 421 and hangs up.
    else next(new Error('Timeout - closing connection'));
  };
  parser._endDataMode = function end(chunk, rest, callback) {
    pace.begin();
    endDataMode.call(parser, chunk, rest, callback);
  };
}
