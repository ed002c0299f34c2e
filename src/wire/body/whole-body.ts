// Routes whose handler is given the whole body: Fastify reads none (see http-server.ts), so neither its media
// types nor its parsers stand between a request and its protocol.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BodyTooLarge, gather } from './gather.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => void;

/**
 * @param handle is told of a body that is too large or cut short by its `failure`; what it throws goes to the
 *   scope's error handler.
 */
export const withWholeBody =
  (
    limitOf: (request: FastifyRequest) => number,
    handle: (request: FastifyRequest, reply: FastifyReply, body: Buffer, failure: Error | undefined) => void,
  ): Handler =>
  (request, reply) =>
    gather(request.raw, limitOf(request), (failure, body) => {
      try {
        handle(request, reply, body, failure);
      } catch (error) {
        reply.send(error);
      }
    });

/** A hook that leaves the body at `request.body`. */
export const takeWholeBody =
  (limit: number) =>
  (request: FastifyRequest, _reply: FastifyReply, done: (failure?: Error) => void): void =>
    gather(request.raw, limit, (failure, body) => {
      request.body = body;
      if (failure instanceof BodyTooLarge) done(Object.assign(failure, { statusCode: 413 }));
      else done(failure);
    });
