// POST /_waxseal/mail?from=…&to=…: a raw MIME message into the pipeline that SMTP feeds. GET: what became of all.
import type { FastifyInstance } from 'fastify';
import { many, one, queryOf } from './json-body.ts';
import type { ControlPorts } from './ports.ts';

export function mailRoutes(fastify: FastifyInstance, ports: ControlPorts): void {
  fastify.post('/_waxseal/mail', async (request, reply) => {
    const query = queryOf(request);
    const to = many(query, 'to');
    if (to.length === 0) throw fastify.httpErrors.badRequest('name at least one recipient: ?from=a@b&to=c@d');
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const remoteAddress = one(query, 'remoteAddress');
    const helo = one(query, 'helo');
    try {
      return await ports.deliver(raw, {
        from: one(query, 'from') ?? '',
        to,
        ...(remoteAddress !== undefined && { remoteAddress }),
        ...(helo !== undefined && { helo }),
      });
    } catch (error) {
      const smtp = smtpCode(error);
      if (smtp === undefined) throw error;
      return reply.code(422).send({
        statusCode: 422,
        error: 'Refused',
        smtpReply: smtp,
        message: (error as Error).message,
      });
    }
  });

  fastify.get('/_waxseal/mail', async () => ports.mails());

  fastify.post('/_waxseal/mail/wait', async () => {
    await ports.mailIdle();
    return { idle: true };
  });
}

const smtpCode = (error: unknown): number | undefined =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : undefined;
