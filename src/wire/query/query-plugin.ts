// The Query protocol (SES, IAM, STS): Action and its parameters as a form or in the URL, answers in XML.
import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AwsError } from '../../core/errors.ts';
import { once } from '../../core/once.ts';
import type { AnyOperation, Service } from '../../core/operation.ts';
import { BodyTooLarge } from '../body/gather.ts';
import { callOf } from '../calls.ts';
import { queryProtocolOf } from '../classify.ts';
import type { Exchange } from '../exchange.ts';
import { asAwsError } from '../failure.ts';
import { type Head, headOf } from '../header-names.ts';
import { routeProtocol } from '../protocol-route.ts';
import { QueryString } from '../query-string.ts';
import type { WireSettings } from '../settings.ts';
import { compileContent, escapeXml } from '../xml-writer.ts';
import { compileFormReader, type FormReader, formTree } from './query-reader.ts';
import {
  invalidAction,
  malformedQueryString,
  missingAction,
  queryWording,
  tooLarge,
} from './query-wording.ts';

interface Codec {
  readonly read: FormReader;
  readonly write: (output: never) => string;
}
interface Entry {
  readonly service: Service;
  readonly version: string;
  readonly namespace: string;
  readonly operation: AnyOperation;
  readonly codec: () => Codec;
}

export function queryPlugin(fastify: FastifyInstance, wire: WireSettings): void {
  const { invoke, authenticate, clock, log, send } = wire;
  const entries = buildTable(wire.services);

  routeProtocol(fastify, wire, { protocol: 'query', handle, answerError });

  function handle(exchange: Exchange, reply: FastifyReply, body: Buffer): void {
    let entry: Entry | undefined;
    const fail = (error: unknown) => answerError(exchange, reply, error, entry);
    try {
      const form = readForm(exchange, body);
      // Found before the caller is known, so that even a refused signature is worded in the service's namespace.
      entry = findEntry(exchange, form);
      const caller = authenticate(exchange, () => hash('sha256', body, 'hex'));
      if (!entry) throw noSuchAction(form);
      const found = entry;
      const input = found.codec().read(formTree(form.pairs));
      const output: unknown = invoke(
        found.service,
        found.operation,
        input,
        callOf(exchange, caller, clock.now()),
      );
      if (output instanceof Promise) output.then((result) => answer(exchange, reply, found, result), fail);
      else answer(exchange, reply, found, output);
    } catch (error) {
      fail(error);
    }
  }

  function findEntry(exchange: Exchange, form: QueryString): Entry | undefined {
    const named = (entries.get(form.get('Action') ?? '') ?? []).filter(
      ({ service }) => exchange.service === undefined || service === exchange.service,
    );
    return named.find(({ version }) => version === form.get('Version')) ?? named[0];
  }

  function answer(exchange: Exchange, reply: FastifyReply, entry: Entry, output: unknown): void {
    let text: string;
    try {
      text = envelope(entry, entry.codec().write(output as never), exchange.requestId);
    } catch (error) {
      answerError(exchange, reply, error, entry);
      return;
    }
    send(reply, { status: 200, head: headFor(exchange), body: Buffer.from(text, 'utf8') });
  }

  function answerError(exchange: Exchange, reply: FastifyReply, thrown: unknown, entry?: Entry): void {
    const failure = thrown instanceof BodyTooLarge ? tooLarge() : thrown;
    const error = asAwsError(failure, exchange, queryWording, log);
    const namespace = entry?.namespace ?? namespaceOf(exchange.service);
    const body = Buffer.from(errorEnvelope(error, namespace, exchange.requestId), 'utf8');
    const head = headFor(exchange);
    head.push(...headOf(error.headers));
    send(reply, { status: error.status, head, body });
  }
}

function buildTable(services: readonly Service[]): ReadonlyMap<string, readonly Entry[]> {
  const entries = new Map<string, Entry[]>();
  for (const service of services) {
    const protocol = queryProtocolOf(service);
    if (!protocol) continue;
    for (const operation of Object.values(service.operations)) {
      const { input, output } = operation;
      if (output.type !== 'structure') throw new Error(`${operation.name} answers no structure`);
      const namesakes = entries.get(operation.name) ?? [];
      if (namesakes.some((other) => other.service === service)) {
        throw new Error(`${service.name} has two operations called ${operation.name}`);
      }
      namesakes.push({
        service,
        version: protocol.version,
        namespace: protocol.xmlNamespace,
        operation,
        codec: once(() => ({
          read: compileFormReader(input),
          write: compileContent(output),
        })),
      });
      entries.set(operation.name, namesakes);
    }
  }
  return entries;
}

/** The URL's parameters and the form's; the URL's come first. */
function readForm(exchange: Exchange, body: Buffer): QueryString {
  const form = body.length === 0 ? QueryString.empty : QueryString.parse(body.toString('latin1'));
  if (!exchange.query || !form) throw malformedQueryString();
  return QueryString.of([...exchange.query.pairs, ...form.pairs]);
}

function noSuchAction(form: QueryString): AwsError {
  const action = form.get('Action');
  return action === undefined || action === ''
    ? missingAction()
    : invalidAction(action, form.get('Version') ?? '');
}

const namespaceOf = (service: Service | undefined): string =>
  (service && queryProtocolOf(service))?.xmlNamespace ?? 'http://webservices.amazon.com/AWSFault/2005-15-09';

const headFor = ({ requestId }: Exchange): Head => [
  'x-amzn-requestid',
  requestId,
  'Content-Type',
  'text/xml',
];

/** botocore looks for the Result element of every SES operation, so it stands there even when it is empty. */
const envelope = ({ operation: { name }, namespace }: Entry, content: string, requestId: string): string =>
  `<${name}Response xmlns="${namespace}"><${name}Result>${content}</${name}Result>` +
  `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>\n`;

function errorEnvelope(error: AwsError, namespace: string, requestId: string): string {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  const { code = error.code, message: text = error.message } = error.query ?? {};
  const message = error.hasMessage ? `<Message>${escapeXml(text)}</Message>` : '';
  const members = Object.entries(error.members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('');
  return (
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${escapeXml(code)}</Code>` +
    `${message}${members}</Error><RequestId>${requestId}</RequestId></ErrorResponse>\n`
  );
}
