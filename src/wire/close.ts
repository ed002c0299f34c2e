// Closing without cutting anybody off: no new connections, what is under way ends, the rest is cut after a while.
import type { Server, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** The process as a whole promises five seconds. */
const CUT_AFTER_MS = 4_000;

export function closeGracefully(fastify: FastifyInstance): void {
  const server = fastify.server as Server;
  let closing = false;
  server.prependListener('request', (_message: unknown, response: ServerResponse) => {
    if (closing) response.setHeader('connection', 'close');
    else response.once('close', () => closing && server.closeIdleConnections());
  });
  fastify.addHook('preClose', (done) => {
    closing = true;
    AbortSignal.timeout(CUT_AFTER_MS).addEventListener('abort', () => server.closeAllConnections());
    done();
  });
}
