// The one route of a protocol whose requests are gathered before anybody looks at them.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { withWholeBody } from './body/whole-body.ts';
import { type Exchange, type ProtocolName, requireExchange } from './exchange.ts';
import type { WireSettings } from './settings.ts';

export interface ProtocolRoute {
  readonly protocol: ProtocolName;
  /** Bytes of a body. */
  readonly bodyLimit: number;
  readonly handle: (exchange: Exchange, reply: FastifyReply, body: Buffer) => void;
  /** Answers whatever was thrown, in the protocol's voice. */
  readonly answerError: (exchange: Exchange, reply: FastifyReply, thrown: unknown) => void;
}

export function routeProtocol(
  fastify: FastifyInstance,
  { entrance }: Pick<WireSettings, 'entrance'>,
  { protocol, bodyLimit, handle, answerError }: ProtocolRoute,
): void {
  fastify.setErrorHandler((error, request, reply) => answerError(requireExchange(request.raw), reply, error));
  fastify.route({
    ...entrance,
    constraints: { protocol },
    handler: withWholeBody(bodyLimit, (request, reply, body, failure) => {
      const exchange = requireExchange(request.raw);
      if (failure) answerError(exchange, reply, failure);
      else handle(exchange, reply, body);
    }),
  });
}
