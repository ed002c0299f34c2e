// Every operation of every service, given well-framed nonsense made from its own shapes: below 500, but for 501.
import fc from 'fast-check';
import { Client, type Dispatcher } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { AnyOperation, Service } from '../../src/core/operation.ts';
import type { Member, ShapeNode } from '../../src/core/shape.ts';
import { createEmulator, type Emulator } from '../../src/emulator.ts';
import { unchecked } from '../contract/wire/raw-http.ts';

const PER_OPERATION = Number(process.env.NONSENSE_PER_OPERATION ?? 6);
/** The same nonsense every time; another seed and more of it are for hunting. */
const SEED = Number(process.env.NONSENSE_SEED ?? 1);

let emulator: Emulator;
let client: Client;
beforeAll(async () => {
  emulator = await createEmulator(
    readConfig(['--port', '0', '--smtp-port', '0', '--log-level', 'silent'], {}),
  );
  const { url } = await emulator.listen();
  client = new Client(url);
  for (const [path, body] of [
    ['/bucket', ''],
    ['/bucket?versioning', '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'],
    ['/bucket/key', 'abc'],
  ] as const) {
    expect(
      (await send({ method: 'PUT', path, headers: { authorization: unchecked('s3') }, body })).status,
    ).toBe(200);
  }
});
afterAll(async () => {
  await client.close();
  await emulator.close();
});

interface Sent {
  readonly method: Dispatcher.HttpMethod;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

async function send({ method, path, headers, body }: Sent) {
  const bodyless = method === 'GET' || method === 'HEAD';
  const answer = await client.request({ method, path, headers, body: bodyless ? null : body });
  return { status: answer.statusCode, text: await answer.body.text() };
}

const WORDS = [
  '',
  ' ',
  '0',
  '-1',
  '1',
  '64',
  '2147483648',
  'x',
  'true',
  'null',
  'bucket',
  'key',
  'bucket/key',
  '/bucket/key?versionId=null',
  '*',
  '"',
  '<&>',
  'aws:kms',
  'AES256',
  'AES_256',
  'ENCRYPT_DECRYPT',
  'alias/aws/s3',
  'alias/x',
  'Enabled',
  'GOVERNANCE',
  'CRC32',
  'AAAA',
  'e30=',
  '{}',
  '[]',
  '{"Statement":[]}',
  '2026-01-01T00:00:00Z',
  'Wed, 21 Oct 2026 07:28:00 GMT',
  'bytes=0-1',
  'bytes=-',
  'é😀',
  '__proto__',
  'constructor',
  '../..',
  '%',
  '%zz',
  'a=b&c=d',
  'x'.repeat(2_000),
  'arn:aws:s3:::bucket',
  'arn:aws:iam::000000000000:role/r',
  'arn:aws:kms:us-east-1:000000000000:key/x',
  'arn:aws:sqs:us-east-1:000000000000:q',
  'arn:aws:sns:us-east-1:000000000000:t',
  'a@b.example',
  '1.2.3.4/33',
];
const junk = fc.constantFrom(...WORDS);

/** A value of the shape, or near it, with what an SDK never sends within. */
function nonsense(shape: ShapeNode, depth = 0): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'string':
      return fc.oneof(junk, fc.constantFrom(...(shape.values ?? ['x'])));
    case 'integer':
    case 'long':
    case 'double':
      return fc.constantFrom(0, 1, -1, 7, 32, 1_000, 5_000_000_000);
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.constantFrom(new Date(0), new Date('2026-01-01'), new Date('2100-01-01'));
    case 'blob':
      return fc.constantFrom(Buffer.alloc(0), Buffer.from('abc'), Buffer.alloc(64, 0xff));
    case 'list':
      return depth > 6 ? fc.constant([]) : fc.array(nonsense(shape.member, depth + 1), { maxLength: 2 });
    case 'map':
      return fc.dictionary(junk, nonsense(shape.value, depth + 1), { maxKeys: 2 });
    case 'structure':
      return depth > 6
        ? fc.constant({})
        : fc.record(
            Object.fromEntries(
              Object.entries(shape.members).map(([key, { shape: inner }]) => [
                key,
                nonsense(inner, depth + 1),
              ]),
            ),
            { requiredKeys: [] },
          );
  }
}

const plain = (value: unknown): unknown =>
  value instanceof Date
    ? value.getTime() / 1000
    : Buffer.isBuffer(value)
      ? value.toString('base64')
      : Array.isArray(value)
        ? value.map(plain)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
          : value;

const text = (value: unknown): string =>
  value instanceof Date
    ? value.toISOString()
    : Buffer.isBuffer(value)
      ? value.toString('base64')
      : String(value);

function form(value: unknown, prefix: string): [string, string][] {
  if (Array.isArray(value)) {
    return value.length === 0
      ? [[prefix, '']]
      : value.flatMap((item, i) => form(item, `${prefix}.member.${i + 1}`));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date || Buffer.isBuffer(value))
    return [[prefix, text(value)]];
  return Object.entries(value).flatMap(([key, item]) => form(item, prefix === '' ? key : `${prefix}.${key}`));
}

const escapeText = (value: string) => value.replace(/[<&]/g, (c) => (c === '<' ? '&lt;' : '&amp;'));

function xml(shape: ShapeNode, name: string, value: unknown): string {
  if (value === undefined) return '';
  if (shape.type === 'list') {
    const item = shape.flattened ? name : (shape.memberName ?? 'member');
    const items = (value as unknown[]).map((each) => xml(shape.member, item, each)).join('');
    return shape.flattened ? items : `<${name}>${items}</${name}>`;
  }
  if (shape.type !== 'structure') return `<${name}>${escapeText(text(value))}</${name}>`;
  const members = Object.entries(shape.members)
    .filter(([, { location, attribute }]) => location === undefined && !attribute)
    .map(([key, member]) =>
      xml(member.shape as ShapeNode, member.name ?? key, (value as Record<string, unknown>)[key]),
    );
  return `<${name}>${members.join('')}</${name}>`;
}

type Input = Readonly<Record<string, unknown>>;
const membersOf = (operation: AnyOperation): [string, Member<unknown, boolean>][] =>
  operation.input.type === 'structure' ? Object.entries(operation.input.members) : [];

function restRequest(operation: AnyOperation, input: Input): Sent {
  const [path = '/', constants = ''] = (operation.http?.uri ?? '/').split('?');
  const parameters = [
    ...constants.split('&'),
    ...(operation.http?.query ?? []).map((name) => `${name}=1`),
  ].filter((p) => p !== '');
  const headers: Record<string, string> = Object.fromEntries(
    (operation.http?.headers ?? []).map((name) => [name, 'bucket/key']),
  );
  let body = '';
  for (const [key, member] of membersOf(operation)) {
    const value = input[key];
    const name = member.name ?? key;
    if (value === undefined) continue;
    if (member.location === 'querystring') parameters.push(`${name}=${encodeURIComponent(text(value))}`);
    if (member.location === 'header' && !/^(?:content-length|host)$/i.test(name)) {
      headers[name.toLowerCase()] = Buffer.from(text(value)).toString('latin1').trim();
    }
    if (member.location === 'payload') {
      const shape = member.shape as ShapeNode;
      body = shape.type === 'structure' ? xml(shape, shape.xmlName ?? name, value) : text(value);
    }
  }
  return {
    method: (operation.http?.method ?? 'GET') as Dispatcher.HttpMethod,
    path: `${path.replace('{Bucket}', 'bucket').replace(/\{Key\+?\}/, 'key')}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`,
    headers: { ...headers, authorization: unchecked('s3') },
    body,
  };
}

function restJsonRequest(operation: AnyOperation, input: Input): Sent {
  const body: Record<string, unknown> = {};
  const parameters: string[] = [];
  let path = operation.http?.uri ?? '/';
  for (const [key, member] of membersOf(operation)) {
    const value = input[key];
    if (member.location === 'uri')
      path = path.replace(`{${member.name ?? key}}`, encodeURIComponent(text(value ?? 'x')) || 'x');
    else if (value === undefined) continue;
    else if (member.location === 'querystring')
      parameters.push(`${member.name ?? key}=${encodeURIComponent(text(value))}`);
    else body[key] = value;
  }
  return {
    method: (operation.http?.method ?? 'POST') as Dispatcher.HttpMethod,
    path: parameters.length > 0 ? `${path}?${parameters.join('&')}` : path,
    headers: { authorization: unchecked('ses') },
    body: JSON.stringify(plain(body)),
  };
}

function requestOf({ name, protocol }: Service, operation: AnyOperation, input: Input): Sent {
  const authorization = unchecked(name);
  switch (protocol.kind) {
    case 'rest-xml':
      return restRequest(operation, input);
    case 'query': {
      const pairs: [string, string][] = [
        ['Action', operation.name],
        ['Version', protocol.version],
        ...form(input, ''),
      ];
      const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
      return { method: 'POST', path: '/', headers, body: new URLSearchParams(pairs).toString() };
    }
    case 'rest-json':
      return restJsonRequest(operation, input);
    default: {
      const headers = { authorization, 'x-amz-target': `${protocol.targetPrefix}.${operation.name}` };
      return { method: 'POST', path: '/', headers, body: JSON.stringify(plain(input)) };
    }
  }
}

it('no operation answers nonsense with a failure of its own', async () => {
  const failures: string[] = [];
  for (const service of emulator.services) {
    for (const operation of Object.values(service.operations)) {
      for (const input of fc.sample(nonsense(operation.input as ShapeNode), {
        numRuns: PER_OPERATION,
        seed: SEED,
      })) {
        const sent = requestOf(service, operation, input as Input);
        const { status, text: answer } = await send(sent);
        if (status >= 500 && status !== 501)
          failures.push(`${service.name} ${operation.name} ${status}\n${JSON.stringify(sent)}\n${answer}`);
      }
    }
  }
  expect(failures).toEqual([]);
});
