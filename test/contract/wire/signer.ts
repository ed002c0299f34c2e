// A signer of its own, written from AWS's documentation and not from src/: headers, presigned URLs, chunks.
import { createHash, createHmac } from 'node:crypto';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const EMPTY = sha256('');

export interface Signer {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly service: string;
  readonly region?: string;
  readonly token?: string;
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
  const scope = `${date.slice(0, 8)}/${signer.region ?? 'us-east-1'}/${signer.service}/aws4_request`;
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
  const key = [...scope.split('/')].reduce<string | Buffer>(
    (k, part) => hmac(k, part),
    `AWS4${signer.secret}`,
  ) as Buffer;
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return { date, scope, key, signature, names };
}

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
  };
  const signed = sign(signer, unsigned, headers, { ...unsigned.query }, hash);
  const authorization = `AWS4-HMAC-SHA256 Credential=${signer.accessKeyId}/${signed.scope}, SignedHeaders=${signed.names.join(';')}, Signature=${signed.signature}`;
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
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${signer.accessKeyId}/${date.slice(0, 8)}/${signer.region ?? 'us-east-1'}/${signer.service}/aws4_request`,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(expires),
    'X-Amz-SignedHeaders': Object.keys(headers).sort().join(';'),
    ...(signer.token !== undefined && { 'X-Amz-Security-Token': signer.token }),
  };
  const { signature } = sign(signer, unsigned, headers, query, unsigned.payloadHash ?? 'UNSIGNED-PAYLOAD');
  return `${unsigned.path}?${queryOf(query)}&X-Amz-Signature=${signature}`;
}

export interface Chunking {
  readonly chunks: readonly Uint8Array[];
  readonly trailers?: Readonly<Record<string, string>>;
  /** Signed where given. */
  readonly signing?: {
    readonly key: Buffer;
    readonly date: string;
    readonly scope: string;
    readonly signature: string;
  };
}

/** A body in aws-chunked framing. */
export function chunked({ chunks, trailers, signing }: Chunking): Buffer {
  let previous = signing?.signature ?? '';
  const pieces: (string | Uint8Array)[] = [];
  const header = (chunk: Uint8Array): string => {
    const size = chunk.length.toString(16);
    if (!signing) return `${size}\r\n`;
    const text = `AWS4-HMAC-SHA256-PAYLOAD\n${signing.date}\n${signing.scope}\n${previous}\n${EMPTY}\n${sha256(chunk)}`;
    previous = hmac(signing.key, text).toString('hex');
    return `${size};chunk-signature=${previous}\r\n`;
  };
  for (const chunk of chunks) pieces.push(header(chunk), chunk, '\r\n');
  pieces.push(header(new Uint8Array()));
  const lines = Object.entries(trailers ?? {});
  for (const [name, value] of lines) pieces.push(`${name}:${value}\r\n`);
  if (signing && lines.length > 0) {
    const canonical = lines.map(([name, value]) => `${name}:${value}\n`).join('');
    const text = `AWS4-HMAC-SHA256-TRAILER\n${signing.date}\n${signing.scope}\n${previous}\n${sha256(canonical)}`;
    pieces.push(`x-amz-trailer-signature:${hmac(signing.key, text).toString('hex')}\r\n`);
  }
  pieces.push('\r\n');
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
}

export { sha256 };
