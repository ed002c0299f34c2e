// The one route of a protocol whose requests are gathered before anybody looks at them.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withWholeBody } from './body/whole-body.ts';
import { type Exchange, type ProtocolName, requireExchange } from './exchange.ts';
import type { WireSettings } from './settings.ts';

export interface ProtocolRoute {
  readonly protocol: ProtocolName;
  readonly handle: (exchange: Exchange, reply: FastifyReply, body: Buffer) => void;
  /** Answers whatever was thrown, in the protocol's voice. */
  readonly answerError: (exchange: Exchange, reply: FastifyReply, thrown: unknown) => void;
}

/** What the largest message of SQS (1 MiB) can grow to under the escapes of JSON or of a form, and room for the rest. */
const LARGEST_BODY = 4 * 1024 * 1024;

export function routeProtocol(
  fastify: FastifyInstance,
  { entrance }: Pick<WireSettings, 'entrance'>,
  { protocol, handle, answerError }: ProtocolRoute,
): void {
  fastify.setErrorHandler((error, request, reply) => answerError(requireExchange(request.raw), reply, error));
  fastify.route({
    ...entrance,
    constraints: { protocol },
    handler: withWholeBody(largestBodyOf, (request, reply, body, failure) => {
      const exchange = requireExchange(request.raw);
      if (failure) answerError(exchange, reply, failure);
      else handle(exchange, reply, body);
    }),
  });
}

/** Known before a byte of the body is, from the signature or the path. */
const largestBodyOf = ({ raw }: FastifyRequest): number =>
  requireExchange(raw).service?.largestBody ?? LARGEST_BODY;
