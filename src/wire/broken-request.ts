// What is no HTTP at all, or too much of it: answered on the bare socket in S3's form, then cut.
import type { Socket } from 'node:net';
import type { Random } from '../platform/random.ts';
import { latestAnswer } from './connections.ts';

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

const refused = new WeakSet<Socket>();

/** Whose request was whole is answered first: what came behind it is another request, and the broken one. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket, random: Random): void {
  const latest = latestAnswer(socket);
  if (refused.has(socket)) {
    if (socket.writableFinished) socket.destroy();
    return;
  }
  if (latest?.req.complete && !latest.closed && socket.writable) {
    refused.add(socket);
    latest.once('close', () => refuse(error, socket, random));
    return;
  }
  if (error.code === 'ECONNRESET' || !socket.writable) {
    // Nobody listens any more.
    socket.destroy();
    return;
  }
  if (latest?.headersSent && !latest.closed) {
    // The broken request was answered by its headers alone: that answer goes its way.
    refused.add(socket);
    latest.once('finish', () => socket.destroySoon());
    return;
  }
  refused.add(socket);
  refuse(error, socket, random);
}

function refuse(error: NodeJS.ErrnoException, socket: Socket, random: Random): void {
  if (!socket.writable) return;
  const { status, code, message } = REFUSALS[error.code ?? ''] ?? MALFORMED;
  const requestId = random.bytes(8).toString('hex').toUpperCase();
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId></Error>`;
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/xml\r\ncontent-length: ${Buffer.byteLength(body)}\r\nx-amz-request-id: ${requestId}\r\nconnection: close\r\n\r\n${body}`,
  );
}
