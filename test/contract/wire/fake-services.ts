// Three tiny services, one a protocol, and a real server over them.

import type { Body } from '../../../src/core/body.ts';
import type { Call } from '../../../src/core/call.ts';
import type { Credential } from '../../../src/core/credentials.ts';
import { AwsError } from '../../../src/core/errors.ts';
import { createInvoke } from '../../../src/core/invoke.ts';
import { type AnyOperation, operationOf, type Service } from '../../../src/core/operation.ts';
import {
  attribute,
  blob,
  boolean,
  empty,
  header,
  headers,
  integer,
  label,
  list,
  long,
  map,
  named,
  payload,
  query,
  required,
  stream,
  string,
  structure,
  timestamp,
} from '../../../src/core/shape.ts';
import { validationMessage } from '../../../src/core/violations.ts';
import { createBatch } from '../../../src/platform/batch.ts';
import { MoveableClock } from '../../../src/platform/clock.ts';
import { createRandom } from '../../../src/platform/random.ts';
import { createTurnstile } from '../../../src/platform/turns/turnstile.ts';
import { createHttpServer, type HttpServerSettings } from '../../../src/wire/http-server.ts';

/** What the last operation was given. */
export interface Seen {
  operation: string;
  input: unknown;
  call: Call;
  body?: Buffer;
}

const operation = operationOf<undefined>();

const errors = {
  invalid: (violations: Parameters<typeof validationMessage>[0]) =>
    new AwsError('ValidationException', 400, validationMessage(violations)),
  denied: () => new AwsError('AccessDeniedException', 403, 'no'),
};

export async function startWire(overrides: Partial<HttpServerSettings> = {}) {
  const seen: Seen[] = [];
  const logged: object[] = [];
  const objects = new Map<string, Buffer>();
  const credentials = new Map<string, Credential>();
  const clock = new MoveableClock();
  const waiting = { release: () => {} };
  const pulled = { chunks: 0, returned: false };
  const note = (name: string, input: unknown, call: Call, body?: Buffer) => {
    seen.push({ operation: name, input, call, ...(body && { body }) });
  };

  // ── json ──────────────────────────────────────────────────────────────────────────────────────────
  const Everything = structure({
    Text: string({ max: 100 }),
    Count: integer(),
    Flag: boolean(),
    Bytes: blob(),
    When: timestamp(),
    Names: list(string()),
    Context: map(string(), string()),
    Nested: structure({ Inner: required(string()) }),
  });
  const jsonOperations = {
    Echo: operation({
      name: 'Echo',
      input: Everything,
      output: Everything,
      access: () => undefined,
      run: ({ input, call }) => {
        note('Echo', input, call);
        return input;
      },
    }),
    Nothing: operation({
      name: 'Nothing',
      input: empty,
      output: empty,
      access: () => undefined,
      run: ({ input, call }) => {
        note('Nothing', input, call);
        return {};
      },
    }),
    Fail: operation({
      name: 'Fail',
      input: structure({ Silent: boolean() }),
      output: empty,
      access: () => undefined,
      run: ({ input }) => {
        throw input.Silent
          ? new AwsError('InvalidCiphertextException', 400)
          : new AwsError('NotFoundException', 400, "Alias <x> & 'y' is not found.", { Extra: 'more' });
      },
    }),
    Crash: operation({
      name: 'Crash',
      input: empty,
      output: empty,
      access: () => undefined,
      run: async () => {
        throw new TypeError('a secret path /etc/shadow');
      },
    }),
    Wait: operation({
      name: 'Wait',
      input: empty,
      output: empty,
      access: () => undefined,
      run: async () => {
        await new Promise<void>((resolve) => {
          waiting.release = resolve;
        });
        return {};
      },
    }),
    Injected: operation({
      name: 'Injected',
      input: empty,
      output: empty,
      access: () => undefined,
      run: () => {
        throw new AwsError('Odd', 400, 'odd', {}, { 'x-odd': 'a\r\nx-evil: 1\u20ac' });
      },
    }),
    DiskFull: operation({
      name: 'DiskFull',
      input: empty,
      output: empty,
      access: () => undefined,
      run: async () => {
        throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      },
    }),
  };

  // ── query ─────────────────────────────────────────────────────────────────────────────────────────
  const queryOperations = {
    Reorder: operation({
      name: 'Reorder',
      input: structure({
        SetName: string(),
        Names: list(string()),
        Tags: list(structure({ Key: required(string()), Value: string() })),
        Flat: list(integer(), { flattened: true }),
        Attributes: map(string(), string()),
        Raw: blob(),
        Enabled: boolean(),
        At: timestamp(),
        Filter: structure({ Cidr: string() }),
      }),
      output: structure({
        Names: list(string()),
        Tags: list(structure({ Key: required(string()), Value: string() })),
        Attributes: map(string(), string()),
        At: timestamp(),
      }),
      access: () => undefined,
      run: ({ input, call }) => {
        note('Reorder', input, call);
        const { Names, Tags, Attributes, At } = input;
        return { Names, Tags, Attributes, At };
      },
    }),
    Delete: operation({
      name: 'Delete',
      input: structure({ SetName: required(string()) }),
      output: empty,
      access: () => undefined,
      run: ({ input }) => {
        if (input.SetName === 'absent') {
          throw new AwsError('RuleSetDoesNotExist', 400, 'Rule set does not exist: absent', {
            Name: 'absent',
          });
        }
        return {};
      },
    }),
  };

  // ── rest-xml ──────────────────────────────────────────────────────────────────────────────────────
  const Grantee = structure({ Type: required(attribute('xsi:type', string())), ID: string() });
  const bucketLabel = { Bucket: required(label('Bucket', string())) };
  const objectLabels = { ...bucketLabel, Key: required(label('Key', string())) };
  const restOperations: Record<string, AnyOperation> = {
    ListBuckets: operation({
      name: 'ListBuckets',
      input: empty,
      output: structure(
        { Buckets: list(structure({ Name: string(), CreationDate: timestamp() }), { memberName: 'Bucket' }) },
        { xmlName: 'ListAllMyBucketsResult' },
      ),
      http: { method: 'GET', uri: '/' },
      access: () => undefined,
      run: ({ input, call }) => {
        note('ListBuckets', input, call);
        return { Buckets: [{ Name: 'one', CreationDate: new Date(0) }] };
      },
    }),
    CreateBucket: operation({
      name: 'CreateBucket',
      input: structure({
        ...bucketLabel,
        CreateBucketConfiguration: payload(
          'CreateBucketConfiguration',
          structure({ LocationConstraint: string() }),
        ),
      }),
      output: structure({ Location: header('Location', string()) }),
      http: { method: 'PUT', uri: '/{Bucket}' },
      access: () => undefined,
      run: ({ input, call }) => {
        note('CreateBucket', input, call);
        return { Location: `/${input.Bucket}` };
      },
    }),
    PutConfiguration: operation({
      name: 'PutConfiguration',
      input: structure({
        ...bucketLabel,
        ReplicationConfiguration: payload(
          'ReplicationConfiguration',
          structure({
            Role: string(),
            Rules: named(
              'Rule',
              list(
                structure({
                  ID: string(),
                  Priority: integer(),
                  Filter: structure({ Prefix: string() }),
                  Enabled: boolean(),
                  Date: timestamp(),
                }),
                { flattened: true },
              ),
            ),
            Grants: list(structure({ Grantee, Permission: string() }), { memberName: 'Grant' }),
          }),
        ),
      }),
      output: empty,
      http: { method: 'PUT', uri: '/{Bucket}?replication' },
      access: () => undefined,
      run: ({ input, call }) => {
        note('PutConfiguration', input, call);
        return {};
      },
    }),
    GetAcl: operation({
      name: 'GetAcl',
      input: structure(bucketLabel),
      output: structure(
        {
          Grants: named(
            'AccessControlList',
            list(structure({ Grantee, Permission: string() }), { memberName: 'Grant' }),
          ),
        },
        { xmlName: 'AccessControlPolicy' },
      ),
      http: { method: 'GET', uri: '/{Bucket}?acl' },
      access: () => undefined,
      run: () => ({
        Grants: [{ Grantee: { Type: 'CanonicalUser', ID: '<i"d>' }, Permission: 'FULL_CONTROL' }],
      }),
    }),
    ListObjects: operation({
      name: 'ListObjects',
      input: structure({
        ...bucketLabel,
        Prefix: query('prefix', string()),
        MaxKeys: query('max-keys', integer()),
      }),
      output: structure(
        { Contents: list(structure({ Key: string(), Size: long() }), { flattened: true }) },
        { xmlName: 'ListBucketResult' },
      ),
      http: { method: 'GET', uri: '/{Bucket}' },
      access: () => undefined,
      run: ({ input, call }) => {
        note('ListObjects', input, call);
        return {
          Contents: [
            { Key: 'a&<b>\u0001', Size: 3 },
            { Key: 'c', Size: 0 },
          ],
        };
      },
    }),
    ListObjectsV2: operation({
      name: 'ListObjectsV2',
      input: structure({ ...bucketLabel, Prefix: query('prefix', string()) }),
      output: structure({ Name: string() }, { xmlName: 'ListBucketResult' }),
      http: { method: 'GET', uri: '/{Bucket}?list-type=2' },
      access: () => undefined,
      run: ({ input, call }) => {
        note('ListObjectsV2', input, call);
        return { Name: input.Bucket };
      },
    }),
    DeleteBucket: operation({
      name: 'DeleteBucket',
      input: structure(bucketLabel),
      output: empty,
      http: { method: 'DELETE', uri: '/{Bucket}', status: 204 },
      access: () => undefined,
      run: ({ input, call }) => {
        note('DeleteBucket', input, call);
        return {};
      },
    }),
    PutObject: operation({
      name: 'PutObject',
      input: structure({
        ...objectLabels,
        Body: payload('Body', stream()),
        ContentType: header('Content-Type', string()),
        ContentEncoding: header('Content-Encoding', string()),
        Expires: header('Expires', timestamp()),
        IfModifiedSince: header('If-Modified-Since', timestamp()),
        Metadata: headers('x-amz-meta-', map(string(), string())),
      }),
      output: structure({ ETag: header('ETag', string()) }),
      http: { method: 'PUT', uri: '/{Bucket}/{Key+}' },
      access: () => undefined,
      run: ({ input, call }) => {
        const keep = (bytes: Buffer) => {
          objects.set(`${input.Bucket}/${input.Key}`, bytes);
          note('PutObject', input, call, bytes);
          return { ETag: `"${bytes.length}"` };
        };
        if (input.Body?.whole) return keep(Buffer.from(input.Body.whole));
        return collect(input.Body).then(keep);
      },
    }),
    CopyObject: operation({
      name: 'CopyObject',
      input: structure({ ...objectLabels, CopySource: header('x-amz-copy-source', string()) }),
      output: empty,
      http: { method: 'PUT', uri: '/{Bucket}/{Key+}', headers: ['x-amz-copy-source'] },
      access: () => undefined,
      run: ({ input, call }) => {
        note('CopyObject', input, call);
        return {};
      },
    }),
    UploadPart: operation({
      name: 'UploadPart',
      input: structure({
        ...objectLabels,
        PartNumber: query('partNumber', integer()),
        Body: payload('Body', stream()),
      }),
      output: empty,
      http: { method: 'PUT', uri: '/{Bucket}/{Key+}', query: ['partNumber', 'uploadId'] },
      access: () => undefined,
      run: ({ input, call }) => {
        note('UploadPart', input, call);
        return {};
      },
    }),
    GetObject: operation({
      name: 'GetObject',
      input: structure({ ...objectLabels, Range: header('Range', string()) }),
      output: structure({
        Body: payload('Body', stream()),
        ETag: header('ETag', string()),
        ContentLength: header('Content-Length', long()),
        LastModified: header('Last-Modified', timestamp()),
        Metadata: headers('x-amz-meta-', map(string(), string())),
      }),
      http: { method: 'GET', uri: '/{Bucket}/{Key+}' },
      access: () => undefined,
      run: ({ input, call }) => {
        note('GetObject', input, call);
        if (input.Key.startsWith('endless')) return { Body: slow(pulled, 1_000_000) };
        if (input.Key === 'breaks') return { Body: slow(pulled, 2, true) };
        const bytes = objects.get(`${input.Bucket}/${input.Key}`);
        if (!bytes)
          throw new AwsError('NoSuchKey', 404, 'The specified key does not exist.', { Key: input.Key });
        const body: Body =
          bytes.length <= 65536
            ? { whole: bytes, length: bytes.length, ...pieces(bytes) }
            : { length: bytes.length, ...pieces(bytes) };
        return {
          Body: body,
          ETag: '"e"',
          LastModified: new Date(0),
          Metadata: { naïve: 'ü', plain: 'übel\r\nx' },
        };
      },
    }),
    HeadObject: operation({
      name: 'HeadObject',
      input: structure(objectLabels),
      output: structure({ ContentLength: header('Content-Length', long()), ETag: header('ETag', string()) }),
      http: { method: 'HEAD', uri: '/{Bucket}/{Key+}' },
      access: () => undefined,
      run: ({ input }) => {
        const bytes = objects.get(`${input.Bucket}/${input.Key}`);
        if (!bytes)
          throw new AwsError('NoSuchKey', 404, 'The specified key does not exist.', { Key: input.Key });
        return { ContentLength: bytes.length, ETag: '"e"' };
      },
    }),
    DeleteObject: operation({
      name: 'DeleteObject',
      input: structure(objectLabels),
      output: empty,
      http: { method: 'DELETE', uri: '/{Bucket}/{Key+}', status: 204 },
      access: () => undefined,
      run: ({ input, call }) => {
        note('DeleteObject', input, call);
        return {};
      },
    }),
    Preflight: operation({
      name: 'Preflight',
      input: structure({ ...objectLabels, Origin: header('Origin', string()) }),
      output: structure({ AllowOrigin: header('Access-Control-Allow-Origin', string()) }),
      http: { method: 'OPTIONS', uri: '/{Bucket}/{Key+}' },
      access: () => undefined,
      run: ({ input }) => ({ AllowOrigin: input.Origin }),
    }),
    DeleteObjects: operation({
      name: 'DeleteObjects',
      input: structure({
        ...bucketLabel,
        Delete: required(
          payload(
            'Delete',
            structure({
              Objects: named(
                'Object',
                list(structure({ Key: required(string()), VersionId: string() }), { flattened: true }),
              ),
              Quiet: boolean(),
            }),
          ),
        ),
      }),
      output: structure(
        { Deleted: list(structure({ Key: string() }), { flattened: true }) },
        { xmlName: 'DeleteResult' },
      ),
      http: { method: 'POST', uri: '/{Bucket}?delete' },
      access: () => undefined,
      run: ({ input, call }) => {
        note('DeleteObjects', input, call);
        return { Deleted: (input.Delete.Objects ?? []).map(({ Key }) => ({ Key })) };
      },
    }),
  };

  const services = [
    {
      name: 'kms',
      eventSource: 'kms.amazonaws.com',
      protocol: { kind: 'json-1.1', targetPrefix: 'TrentService' },
      deps: undefined,
      operations: jsonOperations,
      errors,
    },
    {
      name: 'ses',
      signingNames: ['email'],
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
      operations: restOperations,
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
    seen,
    logged,
    objects,
    credentials,
    clock,
    pulled,
    waiting,
    last: () => seen.at(-1),
    lastInput: <T>() => (seen.at(-1) as Seen).input as T,
    close: () => server.close(),
  };
}

export type Wire = Awaited<ReturnType<typeof startWire>>;

async function collect(body: Body | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const pieces = (bytes: Buffer) => ({
  async *[Symbol.asyncIterator]() {
    for (let at = 0; at < bytes.length; at += 65536) yield bytes.subarray(at, at + 65536);
  },
});

function slow(pulled: { chunks: number; returned: boolean }, count: number, breaks = false): Body {
  return {
    length: count * 65536,
    async *[Symbol.asyncIterator]() {
      try {
        for (let i = 0; i < count; i++) {
          pulled.chunks++;
          yield Buffer.alloc(65536);
          if (breaks) throw new Error('the disk is gone');
        }
      } finally {
        pulled.returned = true;
      }
    },
  };
}
