// /_waxseal/decisions and /_waxseal/events: why a call was refused, and what was called at all.
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { ControlPorts } from './ports.ts';

/** Events written before the reader's socket is asked whether it keeps up. */
const CHUNK = 50;

export function recordRoutes(fastify: FastifyInstance, { decisions, events }: ControlPorts): void {
  fastify.get('/_waxseal/decisions', async () => decisions());

  fastify.get('/_waxseal/events', async (request, reply) => {
    if (!request.headers.accept?.includes('text/event-stream')) return { events: events.list() };
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    // A reader is told that it is connected before anything happens.
    raw.flushHeaders();
    stream(raw, events);
  });
}

/**
 * Every event that is still there and then each as it happens. A reader is a place in the record, not a queue:
 * while its socket is full nothing is written, and what the record forgets meanwhile it is told it has missed.
 */
function stream(raw: ServerResponse, events: ControlPorts['events']): void {
  let place = 0;
  let started = false;

  function pump(): void {
    while (!raw.writableNeedDrain) {
      const { events: read, next } = events.read(place, CHUNK);
      if (read.length === 0) return;
      const missed = next - place - read.length;
      if (started && missed > 0) raw.write(`event: missed\ndata: ${JSON.stringify({ missed })}\n\n`);
      raw.write(read.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
      place = next;
      started = true;
    }
  }

  const stop = events.follow(pump);
  raw.on('drain', pump);
  raw.on('close', stop);
  pump();
}
