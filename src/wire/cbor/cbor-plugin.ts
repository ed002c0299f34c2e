// Smithy's rpc-v2-cbor, which SDKs speak to services that had JSON before (CloudWatch): the path names the service's
// target and the operation, /service/<target>/operation/<name>, and bodies are CBOR.
import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AwsError } from '../../core/errors.ts';
import { once } from '../../core/once.ts';
import type { AnyOperation, Service } from '../../core/operation.ts';
import { callOf } from '../calls.ts';
import type { Exchange } from '../exchange.ts';
import { asAwsError } from '../failure.ts';
import { type Head, headOf } from '../header-names.ts';
import { compileReader, type JsonReader } from '../json/json-codec.ts';
import { jsonWording, queryError, reworded, unknownOperation } from '../json/json-wording.ts';
import { routeProtocol } from '../protocol-route.ts';
import type { WireSettings } from '../settings.ts';
import { readCbor } from './cbor-reader.ts';
import { cborMap, cborText, compileCborWriter } from './cbor-writer.ts';

interface Codec {
  readonly read: JsonReader;
  readonly write: (value: never) => Buffer;
}
interface Entry {
  readonly service: Service;
  readonly operation: AnyOperation;
  readonly codec: () => Codec;
}

export function cborPlugin(fastify: FastifyInstance, wire: WireSettings): void {
  const { invoke, authenticate, clock, log, send } = wire;
  const entries = buildTable(wire.services);

  routeProtocol(fastify, wire, { protocol: 'cbor', handle, answerError });

  function handle(exchange: Exchange, reply: FastifyReply, body: Buffer): void {
    const fail = (error: unknown) => answerError(exchange, reply, error);
    try {
      const caller = authenticate(exchange, () => hash('sha256', body, 'hex'));
      const entry = entries.get(exchange.path);
      if (!entry || exchange.method !== 'POST') throw unknownOperation();
      const input = entry.codec().read(body.length === 0 ? {} : readCbor(body));
      const { service, operation } = entry;
      const output: unknown = invoke(service, operation, input, callOf(exchange, caller, clock.now()));
      if (output instanceof Promise) output.then((result) => answer(exchange, reply, entry, result), fail);
      else answer(exchange, reply, entry, output);
    } catch (error) {
      fail(error);
    }
  }

  function answer(exchange: Exchange, reply: FastifyReply, { codec }: Entry, output: unknown): void {
    let body: Buffer;
    try {
      body = codec().write((output ?? {}) as never);
    } catch (error) {
      answerError(exchange, reply, error);
      return;
    }
    send(reply, { status: 200, head: headFor(exchange), body });
  }

  function answerError(exchange: Exchange, reply: FastifyReply, thrown: unknown): void {
    const error = asAwsError(reworded(thrown), exchange, jsonWording, log);
    const head = headFor(exchange);
    head.push(...queryError(exchange.service, error), ...headOf(error.headers));
    send(reply, { status: error.status, head, body: errorBody(error) });
  }
}

function buildTable(services: readonly Service[]): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const service of services) {
    const { protocol } = service;
    if (protocol.kind !== 'json-1.0' || !protocol.cbor) continue;
    for (const operation of Object.values(service.operations)) {
      entries.set(`/service/${protocol.targetPrefix}/operation/${operation.name}`, {
        service,
        operation,
        codec: once(() => ({
          read: compileReader(operation.input),
          write: compileCborWriter(operation.output),
        })),
      });
    }
  }
  return entries;
}

/** Clients refuse an answer that does not name the protocol. */
const headFor = ({ requestId }: Exchange): Head => [
  'x-amzn-requestid',
  requestId,
  'smithy-protocol',
  'rpc-v2-cbor',
  'Content-Type',
  'application/cbor',
];

const errorBody = (error: AwsError): Buffer =>
  cborMap([
    ['__type', cborText(error.code)],
    ...(error.hasMessage ? [['message', cborText(error.message)] as const] : []),
  ]);
