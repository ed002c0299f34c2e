// Closing without cutting anybody off: no new connections, what is under way ends, the rest is cut after a while.
import type { Server, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

export function closeGracefully(fastify: FastifyInstance, cutAfterMs: number): void {
  const server = fastify.server as Server;
  let closing = false;
  server.prependListener('request', (_message: unknown, response: ServerResponse) => {
    if (closing) response.setHeader('connection', 'close');
    else response.once('close', () => closing && server.closeIdleConnections());
  });
  fastify.addHook('preClose', (done) => {
    closing = true;
    AbortSignal.timeout(cutAfterMs).addEventListener('abort', () => server.closeAllConnections());
    done();
  });
}
