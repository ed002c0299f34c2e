// What is no HTTP at all, or too much of it: answered on the bare socket in S3's form, then cut.
import type { Socket } from 'node:net';
import type { Random } from '../platform/random.ts';

interface Refusal {
  readonly status: string;
  readonly code: string;
  readonly message: string;
}

const MALFORMED: Refusal = {
  status: '400 Bad Request',
  code: 'BadRequest',
  message: 'An error occurred when parsing the HTTP request.',
};
const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: '400 Bad Request',
    code: 'RequestHeaderSectionTooLarge',
    message: 'Your request header and metadata fields exceed the maximum allowed size.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '400 Bad Request',
    code: 'RequestTimeout',
    message:
      'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
  },
};

export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket, random: Random): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    // Nobody listens any more, or another answer of this connection is already under way.
    socket.destroy();
    return;
  }
  const { status, code, message } = REFUSALS[error.code ?? ''] ?? MALFORMED;
  const requestId = random.bytes(8).toString('hex').toUpperCase();
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId></Error>`;
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/xml\r\ncontent-length: ${Buffer.byteLength(body)}\r\nx-amz-request-id: ${requestId}\r\nconnection: close\r\n\r\n${body}`,
  );
}
