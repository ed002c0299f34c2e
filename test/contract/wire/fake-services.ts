// Four tiny services of three protocols, and a real server over them.
import type { Credential } from '../../../src/core/credentials.ts';
import { AwsError } from '../../../src/core/errors.ts';
import { createInvoke } from '../../../src/core/invoke.ts';
import type { Service } from '../../../src/core/operation.ts';
import { validationMessage } from '../../../src/core/violations.ts';
import { createBatch } from '../../../src/platform/batch.ts';
import { MoveableClock } from '../../../src/platform/clock.ts';
import { createRandom } from '../../../src/platform/random.ts';
import { createTurnstile } from '../../../src/platform/turns/turnstile.ts';
import { createHttpServer, type HttpServerSettings } from '../../../src/wire/http-server.ts';
import { bucketOperationsOf } from './fake-bucket-operations.ts';
import { jsonOperationsOf } from './fake-json-operations.ts';
import { objectOperationsOf } from './fake-object-operations.ts';
import { Ledger, type Seen } from './fake-operation.ts';
import { queryOperationsOf } from './fake-query-operations.ts';

const errors = {
  invalid: (violations: Parameters<typeof validationMessage>[0]) =>
    new AwsError('ValidationException', 400, validationMessage(violations)),
  denied: () => new AwsError('AccessDeniedException', 403, 'no'),
};

export async function startWire(overrides: Partial<HttpServerSettings> = {}) {
  const ledger = new Ledger();
  const logged: object[] = [];
  const credentials = new Map<string, Credential>();
  const clock = new MoveableClock();
  const queryOperations = queryOperationsOf(ledger);
  const services = [
    {
      name: 'kms',
      eventSource: 'kms.amazonaws.com',
      protocol: { kind: 'json-1.1', targetPrefix: 'TrentService' },
      deps: undefined,
      operations: jsonOperationsOf(ledger),
      errors,
    },
    {
      name: 'ses',
      signingNames: ['email'],
      largestBody: 16 * 1024 * 1024,
      eventSource: 'ses.amazonaws.com',
      protocol: {
        kind: 'query',
        version: '2010-12-01',
        xmlNamespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
      },
      deps: undefined,
      operations: queryOperations,
      errors,
    },
    {
      name: 'iam',
      eventSource: 'iam.amazonaws.com',
      protocol: {
        kind: 'query',
        version: '2010-05-08',
        xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
      },
      deps: undefined,
      operations: { Delete: queryOperations.Delete },
      errors,
    },
    {
      name: 's3',
      eventSource: 's3.amazonaws.com',
      protocol: { kind: 'rest-xml', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
      deps: undefined,
      operations: { ...bucketOperationsOf(ledger), ...objectOperationsOf(ledger) },
      crossOrigin: ({ bucket, origin, method }) =>
        bucket === 'open'
          ? { 'access-control-allow-origin': origin, 'access-control-allow-methods': method }
          : undefined,
      errors,
    },
  ] as readonly Service[];

  const record = (facts: object) => {
    logged.push(facts);
  };
  const server = createHttpServer({
    createBatch,
    createTurnstile,
    services,
    invoke: createInvoke(
      () => ({
        allowed: true,
        outcome: 'allowed',
        decidedBy: '',
        explain: () => ({ summary: '', statements: [] }),
      }),
      () => {},
    ),
    findCredential: (accessKeyId) => credentials.get(accessKeyId),
    requireKnownKeys: false,
    clock,
    random: createRandom(),
    log: { debug: record, info: record, warn: record, error: record, debugging: false },
    registerControl: (fastify) => {
      fastify.get('/health', () => ({ status: 'running' }));
      fastify.get('/_waxseal/health', () => ({ status: 'running' }));
      fastify.post('/moto-api/reset', () => ({ status: 'reset' }));
    },
    ...overrides,
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const port = Number(new URL(url).port);
  return {
    url,
    port,
    server,
    seen: ledger.seen,
    logged,
    objects: ledger.objects,
    credentials,
    clock,
    pulled: ledger.pulled,
    waiting: ledger.waiting,
    last: () => ledger.seen.at(-1),
    lastInput: <T>() => (ledger.seen.at(-1) as Seen).input as T,
    close: () => server.close(),
  };
}

export type Wire = Awaited<ReturnType<typeof startWire>>;
