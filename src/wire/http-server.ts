// AWS over HTTP on Fastify. Knows no service by name: it is given tables of operations and routes to them.
//
// A request is taken apart before Fastify sees it (rewriteUrl): control requests keep method and URL, AWS requests
// are routed as one, by a constraint that names the protocol. So object keys (`a//b/../c`, bad escapes) and odd
// methods never meet the router; S3 refuses those in its own words.
import { METHODS, type Server } from 'node:http';
import type { Socket } from 'node:net';
import fastify, { type FastifyHttpOptions, type FastifyInstance } from 'fastify';
import type { FindCredential } from '../core/credentials.ts';
import type { Invoke } from '../core/invoke.ts';
import type { Service } from '../core/operation.ts';
import type { CreateBatch } from '../platform/batch.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Random } from '../platform/random.ts';
import type { CreateTurnstile } from '../platform/turns/turnstile.ts';
import { createDateHeader, createSendAnswer } from './answer.ts';
import { createAuthenticator } from './auth/authenticate.ts';
import { holdExpectations } from './body/continue.ts';
import { takeWholeBody } from './body/whole-body.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { cborPlugin } from './cbor/cbor-plugin.ts';
import { createClassifier } from './classify.ts';
import { STALLED_MS, watchConnections } from './connections.ts';
import { attachExchange, exchangeOf } from './exchange.ts';
import { jsonPlugin } from './json/json-plugin.ts';
import { requireOneHost } from './one-host.ts';
import { answerInTurn } from './pipelining.ts';
import { queryPlugin } from './query/query-plugin.ts';
import { restXmlPlugin } from './rest/rest-xml-plugin.ts';
import { restJsonPlugin } from './rest-json/rest-json-plugin.ts';
import type { WireSettings } from './settings.ts';

export interface HttpServerSettings {
  readonly services: readonly Service[];
  readonly invoke: Invoke;
  readonly findCredential: FindCredential;
  /** Refuse access keys that IAM did not create. */
  readonly requireKnownKeys: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly createBatch: CreateBatch;
  readonly createTurnstile: CreateTurnstile;
  /** How long a client may leave a request or an answer lying half done. */
  readonly stalledAfterMs?: number;
  /** How long requests under way are waited for when the server closes. */
  readonly closeWithinMs?: number;
  /** Adds the control API's routes, in a scope of its own. */
  readonly registerControl: (fastify: FastifyInstance) => void | Promise<void>;
}

/** AWS takes 8 KB; session tokens and long presigned URLs are given room. */
const MAX_HEADER_BYTES = 32 * 1024;
const HEADERS_WITHIN_MS = 20_000;
/** The process as a whole promises five seconds. */
const CLOSE_WITHIN_MS = 4_000;
/** To Fastify, a GET has no body: it would refuse odd media types, and an object may have any. */
const ENTRANCE = { method: 'GET', url: '/' } as const;
/** A mail of SES's 40 MB, base64 and header lines included. */
const CONTROL_BODY_LIMIT = 64 * 1024 * 1024;

/** Shapes check what comes in and write what goes out, so Fastify need not read its own compilers for that. */
const noSchemas = () => {
  throw new Error("no route has a schema of Fastify's");
};
const NO_SCHEMAS = { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } };

export function createHttpServer(settings: HttpServerSettings): FastifyInstance {
  const { clock, random, log, services } = settings;
  const classify = createClassifier(services, random);
  const options: FastifyHttpOptions<Server> = {
    logger: false,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    connectionTimeout: settings.stalledAfterMs ?? STALLED_MS,
    // An idle connection lies still like any other: a timer of its own would be made anew after every answer.
    keepAliveTimeout: 0,
    http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADERS_WITHIN_MS, requestTimeout: 0 },
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket as Socket, random),
    rewriteUrl(message) {
      const url = message.url ?? '/';
      const exchange = classify(message as never, url);
      if (!exchange) return url;
      attachExchange(exchange);
      message.method = ENTRANCE.method;
      return ENTRANCE.url;
    },
    schemaController: NO_SCHEMAS,
    routerOptions: { constraints: { protocol: protocolConstraint } },
  };
  const server: FastifyInstance = fastify(options);
  requireOneHost(server.server as Server, random);
  answerInTurn(server.server as Server);
  // An odd method finds no route of the control API, as any other.
  for (const method of METHODS) {
    if (method !== 'CONNECT') server.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  }
  const date = createDateHeader(() => clock.now());
  const wire: WireSettings = {
    services,
    invoke: settings.invoke,
    authenticate: createAuthenticator(settings),
    clock,
    random,
    log,
    date,
    send: createSendAnswer(date, settings.createBatch),
    createTurnstile: settings.createTurnstile,
    entrance: ENTRANCE,
  };
  server.register(async (scope) => jsonPlugin(scope, wire));
  server.register(async (scope) => queryPlugin(scope, wire));
  server.register(async (scope) => restXmlPlugin(scope, wire));
  server.register(async (scope) => restJsonPlugin(scope, wire));
  server.register(async (scope) => cborPlugin(scope, wire));
  server.register(async (scope) => {
    scope.addHook('preHandler', takeWholeBody(CONTROL_BODY_LIMIT));
    await settings.registerControl(scope);
  });
  holdExpectations(server.server as Server);
  watchConnections(server, settings.closeWithinMs ?? CLOSE_WITHIN_MS);
  return server;
}

type Strategies = NonNullable<NonNullable<FastifyHttpOptions<Server>['routerOptions']>['constraints']>;
type Strategy = Strategies[string];
type Handler = Parameters<ReturnType<Strategy['storage']>['set']>[1];

const protocolConstraint: Strategy = {
  name: 'protocol',
  storage() {
    const handlers = new Map<unknown, Handler>();
    return {
      get: (protocol) => handlers.get(protocol) ?? null,
      set: (protocol, handler) => {
        handlers.set(protocol, handler);
      },
    };
  },
  validate() {},
  deriveConstraint: (message) => exchangeOf(message)?.protocol ?? '',
};
