// JSON 1.0 and 1.1 (KMS): X-Amz-Target names the operation, the body is its input.
import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AwsError } from '../../core/errors.ts';
import { once } from '../../core/once.ts';
import type { AnyOperation, Service } from '../../core/operation.ts';
import { callOf } from '../calls.ts';
import { type Exchange, headerOf } from '../exchange.ts';
import { asAwsError } from '../failure.ts';
import { type Head, headOf } from '../header-names.ts';
import { parseJson } from '../json-document.ts';
import { routeProtocol } from '../protocol-route.ts';
import type { WireSettings } from '../settings.ts';
import { compileReader, compileWriter, type JsonReader, type JsonWriter } from './json-codec.ts';
import {
  jsonWording,
  queryError,
  reworded,
  serialization,
  unknownOperation,
  unknownService,
} from './json-wording.ts';

interface Codec {
  readonly read: JsonReader;
  readonly write: JsonWriter | undefined;
}
interface Entry {
  readonly service: Service;
  readonly operation: AnyOperation;
  readonly codec: () => Codec;
  /** Such operations answer 200 without a byte (facts/kms.md §4). */
  readonly answersNothing: boolean;
}

export function jsonPlugin(fastify: FastifyInstance, wire: WireSettings): void {
  const { invoke, authenticate, clock, log, send } = wire;
  const entries = buildTable(wire.services);

  routeProtocol(fastify, wire, { protocol: 'json', handle, answerError });

  function handle(exchange: Exchange, reply: FastifyReply, body: Buffer): void {
    let entry: Entry;
    let output: unknown;
    try {
      const caller = authenticate(exchange, () => hash('sha256', body, 'hex'));
      entry = entryOf(exchange);
      output = invoke(
        entry.service,
        entry.operation,
        readBody(entry, body),
        callOf(exchange, caller, clock.now()),
      );
    } catch (error) {
      answerError(exchange, reply, error);
      return;
    }
    if (!(output instanceof Promise)) answer(exchange, reply, entry, output);
    else {
      output.then(
        (result) => answer(exchange, reply, entry, result),
        (error) => answerError(exchange, reply, error),
      );
    }
  }

  function entryOf(exchange: Exchange): Entry {
    const target = headerOf(exchange, 'x-amz-target');
    const entry = target === undefined ? undefined : entries.get(target);
    if (!exchange.service) throw unknownService(target ?? '');
    if (!entry || entry.service !== exchange.service) throw unknownOperation();
    return entry;
  }

  function answer(exchange: Exchange, reply: FastifyReply, entry: Entry, output: unknown): void {
    let body = '';
    try {
      if (!entry.answersNothing) {
        const { write } = entry.codec();
        body = JSON.stringify(write ? write(output as never) : output);
      }
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
    if (protocol.kind !== 'json-1.1' && protocol.kind !== 'json-1.0') continue;
    for (const operation of Object.values(service.operations)) {
      const entry: Entry = {
        service,
        operation,
        codec: once(() => ({
          read: compileReader(operation.input),
          write: compileWriter(operation.output),
        })),
        answersNothing:
          operation.output.type === 'structure' && Object.keys(operation.output.members).length === 0,
      };
      for (const prefix of [protocol.targetPrefix, ...(protocol.targetAliases ?? [])]) {
        const target = `${prefix}.${operation.name}`;
        if (entries.has(target)) throw new Error(`two operations answer to ${target}`);
        entries.set(target, entry);
      }
    }
  }
  return entries;
}

function readBody({ codec }: Entry, body: Buffer): unknown {
  const { read } = codec();
  if (body.length === 0) return read({});
  if (!isUtf8(body)) throw serialization('The request body is not UTF-8.');
  let document: unknown;
  try {
    document = parseJson(body);
  } catch {
    throw serialization('The request body is not valid JSON.');
  }
  return read(document);
}

/** A recorded KMS answer's (facts/kms.md §4). */
const headFor = ({ requestId, contentType }: Exchange): Head => [
  'x-amzn-requestid',
  requestId,
  'Cache-Control',
  'no-cache, no-store, must-revalidate, private',
  'Expires',
  '0',
  'pragma',
  'no-cache',
  'Content-Type',
  contentType === JSON_1_0 ? JSON_1_0 : 'application/x-amz-json-1.1',
];
const JSON_1_0 = 'application/x-amz-json-1.0';

function errorBody(error: AwsError): Buffer {
  const body: Record<string, unknown> = { __type: error.code };
  if (error.hasMessage) body.message = error.message;
  for (const [name, value] of Object.entries(error.members)) if (value !== undefined) body[name] = value;
  return Buffer.from(JSON.stringify(body), 'utf8');
}
