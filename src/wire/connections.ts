// What the server's sockets are doing: who stops halfway is cut, and a closing server cuts nobody off.
//
// One property a request tells it all; no listener and no timer is made for a request.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long a connection may lie still (S3: RequestTimeout). */
export const STALLED_MS = 60_000;

const LATEST = Symbol('the answer to the latest request');
type Carrier = Socket & { [LATEST]?: ServerResponse };

/** Undefined before a connection's first request. */
export const latestAnswer = (socket: Socket): ServerResponse | undefined => (socket as Carrier)[LATEST];

/** @param cutAfterMs how long requests under way are waited for when the server closes. */
export function watchConnections(fastify: FastifyInstance, cutAfterMs: number): void {
  const server = fastify.server as Server;
  const sockets = new Set<Carrier>();
  let closing = false;
  // A client that says by its FIN that there is no more to come still waits for its answer.
  Object.assign(server, { httpAllowHalfOpen: true });

  server.on('connection', (socket: Carrier) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.prependListener('request', (message: IncomingMessage, response: ServerResponse) => {
    (message.socket as Carrier)[LATEST] = response;
    if (closing) response.setHeader('connection', 'close');
  });

  // Whoever neither sends the rest of a request nor takes the rest of an answer is cut, so that no socket, and
  // nothing that waits for it, is held for ever. Waiting for us is no such thing.
  server.on('timeout', (socket: Carrier) => {
    const response = socket[LATEST];
    const waitsForUs = response?.req.complete && !response.headersSent;
    if (!waitsForUs) socket.destroy();
  });

  // No new connections, what is under way ends, the rest is cut after a while.
  fastify.addHook('preClose', (done) => {
    closing = true;
    for (const socket of sockets) {
      const response = socket[LATEST];
      if (response && !response.closed) response.once('close', () => server.closeIdleConnections());
    }
    AbortSignal.timeout(cutAfterMs).addEventListener('abort', () => server.closeAllConnections());
    done();
  });
}
