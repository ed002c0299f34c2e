// POST /_waxseal/mail?from=…&to=…: a raw MIME message into the pipeline that SMTP feeds. GET: what became of all.
import type { FastifyInstance } from 'fastify';
import { isAccountId, isRegion } from '../core/ids.ts';
import { many, one, type Query, queryOf } from './json-body.ts';
import {
  type ControlPorts,
  type Envelope,
  VERDICT_NAMES,
  VERDICTS,
  type Verdict,
  type VerdictName,
} from './ports.ts';

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
        ...narrowed(query, fastify),
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

/** `?tls=false&region=eu-west-1&account=111122223333&spam=FAIL` */
function narrowed(query: Query, { httpErrors }: FastifyInstance): Partial<Envelope> {
  const account = one(query, 'account');
  const region = one(query, 'region');
  if (account !== undefined && !isAccountId(account)) {
    throw httpErrors.badRequest('account must have twelve digits');
  }
  if (region !== undefined && !isRegion(region)) throw httpErrors.badRequest(`${region} is no region`);
  const verdicts: Partial<Record<VerdictName, Verdict>> = {};
  for (const name of VERDICT_NAMES) {
    const given = one(query, name)?.toUpperCase();
    const verdict = VERDICTS.find((each) => each === given);
    if (given === undefined) continue;
    if (!verdict) throw httpErrors.badRequest(`${name} must be one of ${VERDICTS.join(', ')}`);
    verdicts[name] = verdict;
  }
  return {
    tls: one(query, 'tls') !== 'false',
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
    verdicts,
  };
}

const smtpCode = (error: unknown): number | undefined =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : undefined;
