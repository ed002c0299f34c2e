// /_waxseal/replication: look at the tasks, hold them, run them, wait for them.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { jsonBody, one, queryOf } from './json-body.ts';
import type { ControlPorts, Fault, TaskFilter } from './ports.ts';

export function replicationRoutes(
  fastify: FastifyInstance,
  { replication, replicationMetrics, idle }: ControlPorts,
): void {
  const at = (path: string) => `/_waxseal/replication${path}`;

  fastify.get(at(''), async (request) => replication.list(filterOf(request)));
  fastify.get(at('/metrics'), async (request) => replicationMetrics(one(queryOf(request), 'bucket')));
  fastify.post(at('/wait'), async () => {
    await idle();
    return { idle: true };
  });
  fastify.post(at('/pause'), async () => {
    replication.pause();
    return { paused: true };
  });
  fastify.post(at('/resume'), async () => {
    replication.resume();
    return { paused: false };
  });
  fastify.post(at('/step'), async () => ({ ran: await replication.step() }));
  fastify.post(at('/retry'), async (request) => ({ retried: await replication.retry(filterOf(request)) }));
  fastify.post(at('/fault'), async (request) => {
    const { destination, kind, seconds } = jsonBody(request);
    if (typeof destination !== 'string') throw fastify.httpErrors.badRequest('name the destination bucket');
    replication.fault(destination, faultOf(fastify, kind, seconds));
    return { destination, fault: kind ?? null };
  });
}

function filterOf(request: FastifyRequest): TaskFilter {
  const query = queryOf(request);
  const pick = (name: 'bucket' | 'key' | 'status') => {
    const value = one(query, name);
    return value === undefined ? {} : { [name]: value };
  };
  return { ...pick('bucket'), ...pick('key'), ...pick('status') };
}

function faultOf(fastify: FastifyInstance, kind: unknown, seconds: unknown): Fault | undefined {
  if (kind === undefined || kind === null || kind === 'none') return undefined;
  if (kind === 'deny' || kind === 'throttle') return { kind };
  if (kind === 'delay' && typeof seconds === 'number' && seconds >= 0) return { kind, seconds };
  throw fastify.httpErrors.badRequest('kind is deny, throttle, delay (with seconds) or none');
}
