// The parsers of smtp-server's connections, private there: what is taught to them here is left undone where the library
// has none.
import type { PassThrough } from 'node:stream';

/** What of the library's parser is used. */
export interface Parser {
  _dataStream: PassThrough | null;
  _countDataBytes(length: number): void;
  _endDataMode(chunk: false, rest: Buffer, callback: () => void): void;
  _feedDataStream(chunk: Buffer, callback: () => void): void;
  _write(chunk: Buffer, encoding: string, next: (error?: Error) => void): void;
  startDataMode(maxBytes: number): PassThrough;
}
interface Connection {
  _parser: unknown;
  _createParser(): unknown;
}

/** Called for each new connection; STARTTLS makes a second parser, which is taught as well. */
export function teachParsers(connection: object, teach: (parser: Parser) => void): void {
  const { _parser, _createParser } = connection as Partial<Connection>;
  if (!_parser || !_createParser) return;
  const teachIfKnown = (candidate: unknown) => {
    const { _feedDataStream, _countDataBytes, _endDataMode } = candidate as Partial<Parser>;
    if (_feedDataStream && _countDataBytes && _endDataMode) teach(candidate as Parser);
  };
  teachIfKnown(_parser);
  (connection as Connection)._createParser = function createParser(this: Connection) {
    const parser = _createParser.call(this);
    teachIfKnown(parser);
    return parser;
  };
}
