// /_waxseal/decisions and /_waxseal/events: why a call was refused, and what was called at all.
import type { FastifyInstance } from 'fastify';
import type { ControlPorts } from './ports.ts';

export function recordRoutes(fastify: FastifyInstance, { decisions, events }: ControlPorts): void {
  fastify.get('/_waxseal/decisions', async () => decisions());

  fastify.get('/_waxseal/events', async (request, reply) => {
    if (!request.headers.accept?.includes('text/event-stream')) return { events: events.list() };
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const write = (event: unknown) => raw.write(`data: ${JSON.stringify(event)}\n\n`);
    for (const event of events.list()) write(event);
    const stop = events.follow(write);
    raw.on('close', stop);
  });
}
