// rest-xml (S3, S3 Control): method, path, query and headers name the operation; bodies stream.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Body } from '../../core/body.ts';
import { once } from '../../core/once.ts';
import type { AnyOperation, Service } from '../../core/operation.ts';
import { writeHead } from '../answer.ts';
import { ANONYMOUS, type Authentication } from '../auth/authenticate.ts';
import { isBodyHeldBack } from '../body/continue.ts';
import { BodyTooLarge } from '../body/gather.ts';
import { pump } from '../body/pump.ts';
import { GATHERED_BYTES, gatherBody, streamBody } from '../body/request-body.ts';
import { callOf } from '../calls.ts';
import { type Exchange, headerOf, requireExchange } from '../exchange.ts';
import { asAwsError } from '../failure.ts';
import { type Head, headOf, tells } from '../header-names.ts';
import type { WireSettings } from '../settings.ts';
import { readBodyFacts } from './body-facts.ts';
import { checkDigests } from './digests.ts';
import { type Door, doorOf, type Entry } from './doors.ts';
import { errorDocument, type HostId } from './error-document.ts';
import { compileInput, type InputPlan, type RestRequest } from './input.ts';
import { compileOutput, type OutputPlan, type RestAnswer } from './output.ts';
import { bucketOf } from './resource.ts';
import {
  framedDocument,
  invalidUri,
  missingContentHash,
  missingContentLength,
  notImplemented,
  restWording,
  tooLarge,
  unknownService,
} from './wording.ts';

interface Plan {
  readonly input: InputPlan;
  readonly output: OutputPlan;
}
type PlanMaker = () => Plan;

/** A thousand keys to delete, as long as keys may be and escaped throughout. */
const LARGEST_DOCUMENT = 16 * 1024 * 1024;
/** Milliseconds of each turn: sixteen writers would take three, and a call of KMS would wait for them all. */
const WRITING_MS = 0.5;

export function restXmlPlugin(fastify: FastifyInstance, wire: WireSettings): void {
  const { invoke, authenticate, clock, log, date, send, random } = wire;
  const doors = new Map<Service, Door<PlanMaker>>();
  for (const service of wire.services) {
    if (service.protocol.kind !== 'rest-xml') continue;
    const compile = (operation: AnyOperation): PlanMaker =>
      once(() => ({ input: compileInput(operation), output: compileOutput(service, operation) }));
    doors.set(service, doorOf(service, compile));
  }
  const writes = wire.createTurnstile(WRITING_MS);
  const hostId: HostId = random.bytes(48).toString('base64');

  fastify.setErrorHandler((error, request, reply) => answerError(requireExchange(request.raw), reply, error));
  fastify.route({
    ...wire.entrance,
    constraints: { protocol: 'rest-xml' },
    // The body stays on the socket until the operation is known and its caller believed.
    handler: (request, reply) => handle(requireExchange(request.raw), reply),
  });

  function handle(exchange: Exchange, reply: FastifyReply): void {
    try {
      const { service } = exchange;
      const door = service && doors.get(service);
      if (!service || !door) throw unknownService(scopeOf(exchange));
      if (!exchange.query) throw invalidUri(exchange.path);
      // Browsers sign no preflight; one sent to a presigned URL carries another request's signature.
      const caller =
        exchange.method === 'OPTIONS'
          ? ANONYMOUS
          : authenticate(exchange, (known) => declaredHash(exchange, known));
      const { query } = exchange;
      const entry = door(exchange, query);
      withBody(service, exchange, reply, entry, caller, { exchange, labels: entry.labels, query });
    } catch (error) {
      answerError(exchange, reply, error);
    }
  }

  function withBody(
    service: Service,
    exchange: Exchange,
    reply: FastifyReply,
    entry: Entry<PlanMaker>,
    caller: Authentication,
    request: RestRequest,
  ): void {
    const { body: wanted } = entry.plan().input;
    const facts = readBodyFacts(exchange, caller.secret);
    const go = (body: Body | undefined) => run(service, exchange, reply, entry, caller, request, body);
    if (wanted === 'none') return go(undefined);
    if (wanted === 'stream') {
      const { message } = exchange;
      // S3 takes no chunked transfer but its own framing's.
      if (facts.length === undefined) throw notImplemented('Transfer-Encoding', 'header');
      if (facts.length === 0 && !tellsLength(exchange)) throw missingContentLength();
      // A body held back is asked for once its sender is let in.
      if (facts.length > GATHERED_BYTES || isBodyHeldBack(message)) return go(streamBody(message, facts));
    } else if (facts.chunked) throw framedDocument();
    const limit = wanted === 'stream' ? GATHERED_BYTES : LARGEST_DOCUMENT;
    gatherBody(exchange.message, facts, limit, (failure, body) => {
      if (failure) answerError(exchange, reply, failure);
      else writes.enter(() => go(body));
    });
  }

  function run(
    service: Service,
    exchange: Exchange,
    reply: FastifyReply,
    { operation, plan: planOf }: Entry<PlanMaker>,
    caller: Authentication,
    request: RestRequest,
    body: Body | undefined,
  ): void {
    const plan = planOf();
    const fail = (error: unknown) => answerError(exchange, reply, error);
    const send = (output: unknown) => {
      try {
        answer(exchange, reply, plan.output(output as Record<string, unknown> | undefined));
      } catch (error) {
        fail(error);
      }
    };
    try {
      if (body?.whole && plan.input.body === 'document') checkDigests(exchange, body.whole, plan.input);
      const input = plan.input.read(request, body);
      const output: unknown = invoke(service, operation, input, callOf(exchange, caller, clock.now()));
      if (output instanceof Promise) output.then(send, fail);
      else send(output);
    } catch (error) {
      fail(error);
    }
  }

  function answer(exchange: Exchange, reply: FastifyReply, { status, head, body }: RestAnswer): void {
    addIdentity(head, exchange);
    if (body === undefined) return send(reply, { status, head });
    if (Buffer.isBuffer(body)) return send(reply, { status, head, body });
    const { raw } = reply;
    if (raw.destroyed) {
      // Nobody will read it: what it holds open (files, keys) must be let go.
      void body[Symbol.asyncIterator]().return?.();
      return;
    }
    if (body.length !== undefined && !tells(head, 'Content-Length'))
      head.push('Content-Length', String(body.length));
    if (isBodyHeldBack(exchange.message)) head.push('Connection', 'close');
    head.push('Date', date());
    reply.hijack();
    void pump(body, raw, {
      begin: () => writeHead(raw, status, head),
      refused: (error) => answerError(exchange, reply, error),
      brokeOff: (error) =>
        log.error({ err: error, requestId: exchange.requestId }, 'an answer broke off on its way'),
    });
  }

  function answerError(exchange: Exchange, reply: FastifyReply, thrown: unknown): void {
    const error = asAwsError(reworded(thrown), exchange, restWording, log);
    const { status } = error;
    // 304 and HEAD carry no body; to HEAD, S3 tells the type that it would have.
    const type = status === 304 ? undefined : { 'content-type': 'application/xml' };
    const head = headOf({ ...error.headers, ...type });
    addIdentity(head, exchange);
    if (status === 304 || exchange.method === 'HEAD') return send(reply, { status, head });
    send(reply, { status, head, body: Buffer.from(errorDocument(error, exchange, hostId), 'utf8') });
  }

  function addIdentity(head: Head, exchange: Exchange): void {
    head.push('x-amz-request-id', exchange.requestId, 'x-amz-id-2', hostId, 'Server', 'AmazonS3');
    const origin = headerOf(exchange, 'origin');
    const crossOrigin = exchange.service?.crossOrigin;
    if (origin === undefined || !crossOrigin || exchange.method === 'OPTIONS') return;
    const bucket = bucketOf(exchange);
    // What a preflight would ask counts here too (recorded).
    const method = headerOf(exchange, 'access-control-request-method') ?? exchange.method;
    const asked = headerOf(exchange, 'access-control-request-headers');
    head.push(...headOf(crossOrigin({ bucket, method, origin, headers: asked }) ?? {}));
  }

  function reworded(thrown: unknown): unknown {
    if (thrown instanceof BodyTooLarge) return tooLarge(LARGEST_DOCUMENT);
    return thrown;
  }
}

const scopeOf = ({ claim }: Exchange): string => ('scope' in claim && claim.scope?.service) || 's3';

const tellsLength = (exchange: Exchange): boolean =>
  headerOf(exchange, 'content-length') !== undefined ||
  headerOf(exchange, 'x-amz-decoded-content-length') !== undefined;

/**
 * What the canonical request names as the body's hash; presigned URLs leave it open, and so may the headers of a
 * key that nobody created.
 */
function declaredHash(exchange: Exchange, known: boolean): string {
  const declared = headerOf(exchange, 'x-amz-content-sha256');
  if (declared !== undefined) return declared;
  if (known && exchange.claim.kind === 'header') throw missingContentHash();
  return exchange.query?.getIgnoringCase('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
}
