// The control API under /_waxseal, and the health and reset paths that LocalStack's and moto's users call.
//
// Plain JSON over HTTP, served by @fastify/sensible's errors: {"statusCode":400,"error":"Bad Request","message":…}.
import sensible from '@fastify/sensible';
import type { FastifyInstance } from 'fastify';
import { clockRoutes } from './clock-routes.ts';
import { kmsRoutes } from './kms-routes.ts';
import { mailRoutes } from './mail-routes.ts';
import type { ControlPorts } from './ports.ts';
import { recordRoutes } from './record-routes.ts';
import { replicationRoutes } from './replication-routes.ts';
import { s3Routes } from './s3-routes.ts';
import { sesRoutes } from './ses-routes.ts';
import { snsRoutes } from './sns-routes.ts';

export async function registerControlApi(fastify: FastifyInstance, ports: ControlPorts): Promise<void> {
  await fastify.register(sensible);
  // Raised here so that a refused mail or a wrong clock is never answered in an AWS protocol's voice.
  fastify.setNotFoundHandler((request, reply) =>
    reply.notFound(`waxseal's control API has no ${request.method} ${request.url}`),
  );

  const health = async () => ({
    status: 'running',
    version: ports.version,
    edition: 'waxseal',
    services: Object.fromEntries(ports.services.map((name) => [name, 'running'])),
  });
  fastify.get('/_waxseal/health', health);
  fastify.get('/_localstack/health', health);
  fastify.get('/health', health);

  const reset = async () => {
    await ports.reset();
    return { status: 'reset' };
  };
  fastify.post('/_waxseal/reset', reset);
  fastify.post('/_localstack/state/reset', reset);
  fastify.post('/moto-api/reset', reset);

  mailRoutes(fastify, ports);
  sesRoutes(fastify, ports);
  snsRoutes(fastify, ports);
  kmsRoutes(fastify, ports);
  s3Routes(fastify, ports);
  replicationRoutes(fastify, ports);
  clockRoutes(fastify, ports);
  recordRoutes(fastify, ports);
}
