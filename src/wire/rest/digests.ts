// The digests that a client sends beside a document: Content-MD5 and x-amz-checksum-*. Those of objects are the
// service's own affair, for it keeps them.
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { DigestOf } from '../../core/operation.ts';
import { type Exchange, headerOf } from '../exchange.ts';
import { parseBase64 } from '../scalars.ts';
import type { InputPlan } from './input.ts';
import { badDigest, invalidDigest, invalidRequest } from './wording.ts';

/** What Node itself computes; a service may know more. */
const DIGESTS: ReadonlyMap<string, DigestOf> = new Map([
  ['crc32', crc32Of],
  ['md5', (bytes) => hash('md5', bytes, 'buffer')],
  ['sha1', (bytes) => hash('sha1', bytes, 'buffer')],
  ['sha256', (bytes) => hash('sha256', bytes, 'buffer')],
  ['sha512', (bytes) => hash('sha512', bytes, 'buffer')],
]);
const PREFIX = 'x-amz-checksum-';

function crc32Of(bytes: Uint8Array): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}

/** @param header in lower case. */
export function digestNamed({ service }: Exchange, header: string): DigestOf | undefined {
  if (!header.startsWith(PREFIX)) return undefined;
  const algorithm = header.slice(PREFIX.length);
  const own = service?.digests;
  return DIGESTS.get(algorithm) ?? (own && Object.hasOwn(own, algorithm) ? own[algorithm] : undefined);
}

/** @throws AwsError BadDigest where a digest is not the document's. */
export function checkDigests(
  exchange: Exchange,
  document: Uint8Array,
  { checksums, digest }: Pick<InputPlan, 'checksums' | 'digest'>,
): void {
  const md5 = headerOf(exchange, 'content-md5');
  if (md5 !== undefined) checkMd5(md5, document);
  // CompleteMultipartUpload's are the object's.
  if (checksums === 'input') return;
  let checked = md5 !== undefined || headerOf(exchange, 'x-amz-trailer') !== undefined;
  for (const name in exchange.message.headers) {
    const digestOf = digestNamed(exchange, name);
    if (!digestOf) continue;
    checkChecksum(name, headerOf(exchange, name) ?? '', digestOf(document));
    checked = true;
  }
  if (digest === 'required' && !checked) {
    throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
}

function checkChecksum(header: string, given: string, computed: Uint8Array): void {
  if (parseBase64(given)?.length !== computed.length) {
    throw invalidRequest(`Value for ${header} header is invalid.`);
  }
  if (Buffer.from(computed).toString('base64') === given) return;
  const algorithm = header.slice(PREFIX.length).toUpperCase();
  throw badDigest(`The ${algorithm} you specified did not match the calculated checksum.`);
}

function checkMd5(given: string, document: Uint8Array): void {
  if (parseBase64(given)?.length !== 16) throw invalidDigest(given);
  const computed = hash('md5', document, 'base64');
  if (computed === given) return;
  throw badDigest('The Content-MD5 you specified did not match what we received.', {
    ExpectedDigest: given,
    CalculatedDigest: computed,
  });
}
