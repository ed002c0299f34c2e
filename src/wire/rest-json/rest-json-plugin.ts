// rest-json (SESv2): method and path name the operation; bodies are JSON, errors are named by a header.
import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AwsError } from '../../core/errors.ts';
import { once } from '../../core/once.ts';
import type { Service } from '../../core/operation.ts';
import { BodyTooLarge } from '../body/gather.ts';
import { callOf } from '../calls.ts';
import type { Exchange } from '../exchange.ts';
import { asAwsError } from '../failure.ts';
import { type Head, headOf } from '../header-names.ts';
import { compileWriter, type JsonWriter } from '../json/json-codec.ts';
import { createPathRouter, type PathRefusals, type PathRouter } from '../path-router.ts';
import { routeProtocol } from '../protocol-route.ts';
import { QueryString } from '../query-string.ts';
import type { WireSettings } from '../settings.ts';
import { compileInput, type ReadInput } from './input.ts';
import {
  methodNotAllowed,
  missingToken,
  restJsonWording,
  serialization,
  tooLarge,
  unknownOperation,
} from './wording.ts';

interface Plan {
  readonly read: ReadInput;
  readonly write: JsonWriter | undefined;
  readonly status: number;
}

export function restJsonPlugin(fastify: FastifyInstance, wire: WireSettings): void {
  const { invoke, authenticate, clock, log, send } = wire;
  const routers = new Map<Service, PathRouter<() => Plan>>();
  for (const service of wire.services) {
    if (service.protocol.kind === 'rest-json') routers.set(service, routerOf(service));
  }

  routeProtocol(fastify, wire, { protocol: 'rest-json', handle, answerError });

  function handle(exchange: Exchange, reply: FastifyReply, body: Buffer): void {
    const fail = (error: unknown) => answerError(exchange, reply, error);
    try {
      const { service, claim } = exchange;
      const find = service && routers.get(service);
      if (!service || !find) throw unknownOperation();
      if (claim.kind === 'none') throw missingToken();
      const caller = authenticate(exchange, () => hash('sha256', body, 'hex'));
      const { operation, plan: planOf, labels } = find(exchange.method, exchange.path);
      const plan = planOf();
      const input = plan.read({ labels, query: exchange.query ?? QueryString.empty, body });
      const output: unknown = invoke(service, operation, input, callOf(exchange, caller, clock.now()));
      if (output instanceof Promise) output.then((result) => answer(exchange, reply, plan, result), fail);
      else answer(exchange, reply, plan, output);
    } catch (error) {
      fail(error);
    }
  }

  function answer(exchange: Exchange, reply: FastifyReply, { write, status }: Plan, output: unknown): void {
    let body: Buffer;
    try {
      body = Buffer.from(JSON.stringify(write ? write(output as never) : output), 'utf8');
    } catch (error) {
      answerError(exchange, reply, error);
      return;
    }
    send(reply, { status, head: headFor(exchange), body });
  }

  function answerError(exchange: Exchange, reply: FastifyReply, thrown: unknown): void {
    const failure = thrown instanceof BodyTooLarge ? tooLarge() : thrown;
    const error = asAwsError(failure, exchange, restJsonWording, log);
    const head = headFor(exchange);
    head.push('x-amzn-errortype', error.code, ...headOf(error.headers));
    send(reply, { status: error.status, head, body: errorBody(error) });
  }
}

const REFUSALS: PathRefusals = {
  unknownPath: unknownOperation,
  otherMethod: methodNotAllowed,
  badEscape: serialization,
};

const routerOf = (service: Service): PathRouter<() => Plan> =>
  createPathRouter(
    service,
    (operation) =>
      once(() => ({
        read: compileInput(operation),
        write: compileWriter(operation.output),
        status: operation.http?.status ?? 200,
      })),
    REFUSALS,
  );

const headFor = ({ requestId }: Exchange): Head => [
  'x-amzn-requestid',
  requestId,
  'Content-Type',
  'application/json',
];

/** SESv2 writes a null where it has nothing to say (probed: `{"message":null}`). */
const errorBody = (error: AwsError): Buffer =>
  Buffer.from(JSON.stringify({ message: error.hasMessage ? error.message : null, ...error.members }), 'utf8');
