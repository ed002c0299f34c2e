// What is no HTTP at all, or too much of it: answered in S3's form, on the bare socket where Node cannot read it, then cut.
import type { ServerResponse } from 'node:http';
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
  if (latest && !latest.socket && !latest.closed) {
    // Requests in front of the broken one are whole, and answered first; their reader would take this for their answer.
    refused.add(socket);
    latest.once('socket', () => {
      refused.delete(socket);
      answerBrokenRequest(error, socket, random);
    });
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
  const refusal = REFUSALS[error.code ?? ''] ?? MALFORMED;
  const { headers, body } = answerOf(refusal, random);
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${refusal.status}\r\n${head.join('')}\r\n${body}`);
}

/** For what Node can read, and HTTP forbids. */
export function refuseMalformed(response: ServerResponse, random: Random): void {
  const { headers, body } = answerOf(MALFORMED, random);
  response.writeHead(400, headers).end(body);
}

function answerOf({ code, message }: Refusal, random: Random) {
  const requestId = random.bytes(8).toString('hex').toUpperCase();
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId></Error>`;
  const headers = {
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(body),
    'x-amz-request-id': requestId,
    connection: 'close',
  };
  return { headers, body };
}
