// A signer of its own, written from AWS's documentation and not from src/: headers, presigned URLs, chunks.
import { createHash, createHmac } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const EMPTY = sha256('');

export interface Signer {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly service: string;
  readonly region?: string;
  readonly token?: string;
  /** Version 4A: the Regions that it signs for. */
  readonly regionSet?: string;
  /** Milliseconds since the epoch. */
  readonly time?: number;
}

export interface Unsigned {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Every service but S3 signs the path's segments encoded once more than they are sent. */
  readonly signedPath?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** X-Amz-Content-Sha256; the body's hash unless told. */
  readonly payloadHash?: string;
}

const stamp = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const queryOf = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

function sign(
  signer: Signer,
  unsigned: Unsigned,
  headers: Record<string, string>,
  query: Record<string, string>,
  hash: string,
) {
  const date = stamp(signer.time ?? Date.now());
  const scope = scopeOf(signer, date);
  const names = Object.keys(headers).sort();
  const canonical = [
    unsigned.method,
    unsigned.signedPath ?? unsigned.path,
    queryOf(query),
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/ +/g, ' ')}`),
    '',
    names.join(';'),
    hash,
  ].join('\n');
  const key = signer.regionSet === undefined ? hmacKey(signer, scope) : privateKey(signer);
  const algorithm = algorithmOf(signer);
  const signature = signText(algorithm, key, `${algorithm}\n${date}\n${scope}\n${sha256(canonical)}`);
  return { algorithm, date, scope, key, signature, names };
}

type Algorithm = 'AWS4-HMAC-SHA256' | 'AWS4-ECDSA-P256-SHA256';
const algorithmOf = ({ regionSet }: Signer): Algorithm =>
  regionSet === undefined ? 'AWS4-HMAC-SHA256' : 'AWS4-ECDSA-P256-SHA256';
const scopeOf = ({ region = 'us-east-1', regionSet, service }: Signer, date: string): string =>
  [date.slice(0, 8), ...(regionSet === undefined ? [region] : []), service, 'aws4_request'].join('/');

const hmacKey = ({ secret }: Signer, scope: string): Buffer =>
  scope.split('/').reduce<string | Buffer>((key, part) => hmac(key, part), `AWS4${secret}`) as Buffer;

/** The first candidate is a key but once in four thousand million times. */
function privateKey({ accessKeyId, secret }: Signer): Buffer {
  const input = `\0\0\0\x01AWS4-ECDSA-P256-SHA256\0${accessKeyId}\x01\0\0\x01\0`;
  const number = BigInt(`0x${hmac(`AWS4A${secret}`, input).toString('hex')}`) + 1n;
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex');
}

const signText = (algorithm: Algorithm, key: Buffer, text: string): string =>
  algorithm === 'AWS4-HMAC-SHA256'
    ? hmac(key, text).toString('hex')
    : Buffer.from(p256.sign(Buffer.from(text), key, { format: 'der' })).toString('hex');

/** The headers of a signed request, and what its chunks build on. */
export function signHeaders(signer: Signer, unsigned: Unsigned) {
  const hash = unsigned.payloadHash ?? sha256(unsigned.body ?? '');
  const headers: Record<string, string> = {
    host: unsigned.host,
    ...Object.fromEntries(
      Object.entries(unsigned.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    'x-amz-date': stamp(signer.time ?? Date.now()),
    'x-amz-content-sha256': hash,
    ...(signer.token !== undefined && { 'x-amz-security-token': signer.token }),
    ...(signer.regionSet !== undefined && { 'x-amz-region-set': signer.regionSet }),
  };
  const signed = sign(signer, unsigned, headers, { ...unsigned.query }, hash);
  const authorization = `${signed.algorithm} Credential=${signer.accessKeyId}/${signed.scope}, SignedHeaders=${signed.names.join(';')}, Signature=${signed.signature}`;
  const all: Record<string, string> & { authorization: string } = { ...headers, authorization };
  return {
    ...signed,
    headers: all,
    target: unsigned.query ? `${unsigned.path}?${queryOf(unsigned.query)}` : unsigned.path,
  };
}

/** The path and query of a presigned URL. */
export function presign(signer: Signer, unsigned: Unsigned, expires: number | string = 900): string {
  const headers = { host: unsigned.host, ...unsigned.headers };
  const date = stamp(signer.time ?? Date.now());
  const query: Record<string, string> = {
    ...unsigned.query,
    'X-Amz-Algorithm': algorithmOf(signer),
    'X-Amz-Credential': `${signer.accessKeyId}/${scopeOf(signer, date)}`,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(expires),
    'X-Amz-SignedHeaders': Object.keys(headers).sort().join(';'),
    ...(signer.token !== undefined && { 'X-Amz-Security-Token': signer.token }),
    ...(signer.regionSet !== undefined && { 'X-Amz-Region-Set': signer.regionSet }),
  };
  const { signature } = sign(signer, unsigned, headers, query, unsigned.payloadHash ?? 'UNSIGNED-PAYLOAD');
  return `${unsigned.path}?${queryOf(query)}&X-Amz-Signature=${signature}`;
}

export interface Chunking {
  readonly chunks: readonly Uint8Array[];
  readonly trailers?: Readonly<Record<string, string>>;
  /** Signed where given. */
  readonly signing?: {
    readonly algorithm: Algorithm;
    readonly key: Buffer;
    readonly date: string;
    readonly scope: string;
    readonly signature: string;
  };
}

/** As aws-c-auth does, for the body's length to be known before it is signed. */
const padded = (algorithm: Algorithm, signature: string): string =>
  algorithm === 'AWS4-HMAC-SHA256' ? signature : signature.padEnd(144, '*');

/** A body in aws-chunked framing. */
export function chunked({ chunks, trailers, signing }: Chunking): Buffer {
  let previous = signing?.signature ?? '';
  const pieces: (string | Uint8Array)[] = [];
  const header = (chunk: Uint8Array): string => {
    const size = chunk.length.toString(16);
    if (!signing) return `${size}\r\n`;
    const text = `${signing.algorithm}-PAYLOAD\n${signing.date}\n${signing.scope}\n${previous}\n${EMPTY}\n${sha256(chunk)}`;
    previous = signText(signing.algorithm, signing.key, text);
    return `${size};chunk-signature=${padded(signing.algorithm, previous)}\r\n`;
  };
  for (const chunk of chunks) pieces.push(header(chunk), chunk, '\r\n');
  pieces.push(header(new Uint8Array()));
  const lines = Object.entries(trailers ?? {});
  for (const [name, value] of lines) pieces.push(`${name}:${value}\r\n`);
  if (signing && lines.length > 0) {
    const canonical = lines.map(([name, value]) => `${name}:${value}\n`).join('');
    const text = `${signing.algorithm}-TRAILER\n${signing.date}\n${signing.scope}\n${previous}\n${sha256(canonical)}`;
    const trailing = signText(signing.algorithm, signing.key, text);
    pieces.push(`x-amz-trailer-signature:${padded(signing.algorithm, trailing)}\r\n`);
  }
  pieces.push('\r\n');
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
}

export { sha256 };
