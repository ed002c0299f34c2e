// Operations of a service that speaks rest-xml, on its objects.
import type { Body } from '../../../src/core/body.ts';
import { AwsError } from '../../../src/core/errors.ts';
import type { AnyOperation } from '../../../src/core/operation.ts';
import {
  empty,
  header,
  headers,
  integer,
  label,
  long,
  map,
  payload,
  query,
  required,
  stream,
  string,
  structure,
  timestamp,
} from '../../../src/core/shape.ts';
import { collect, pieces, slow } from './fake-bodies.ts';
import { bucketLabel } from './fake-bucket-operations.ts';
import { type Ledger, operation } from './fake-operation.ts';

const objectLabels = { ...bucketLabel, Key: required(label('Key', string())) };

export function objectOperationsOf(ledger: Ledger): Record<string, AnyOperation> {
  return {
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
          ledger.objects.set(`${input.Bucket}/${input.Key}`, bytes);
          ledger.note('PutObject', input, call, bytes);
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
        ledger.note('CopyObject', input, call);
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
        ledger.note('UploadPart', input, call);
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
        ledger.note('GetObject', input, call);
        if (input.Key.startsWith('endless')) return { Body: slow(ledger.pulled, 1_000_000) };
        if (input.Key === 'breaks') return { Body: slow(ledger.pulled, 2, true) };
        const bytes = ledger.objects.get(`${input.Bucket}/${input.Key}`);
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
        const bytes = ledger.objects.get(`${input.Bucket}/${input.Key}`);
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
        ledger.note('DeleteObject', input, call);
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
  };
}
