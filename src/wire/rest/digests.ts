// The digests that a client sends beside a document: Content-MD5 and x-amz-checksum-*. Those of objects are the
// service's own affair, for it keeps them.
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Exchange, headerOf } from '../exchange.ts';
import { parseBase64 } from '../scalars.ts';
import { badDigest, invalidDigest, invalidRequest } from './wording.ts';

interface Digest {
  readonly header: string;
  readonly length: number;
  readonly compute: (bytes: Uint8Array) => Buffer;
}

const CHECKSUMS: readonly Digest[] = [
  {
    header: 'x-amz-checksum-crc32',
    length: 4,
    compute: (bytes) => {
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32(bytes));
      return sum;
    },
  },
  { header: 'x-amz-checksum-sha1', length: 20, compute: (bytes) => hash('sha1', bytes, 'buffer') },
  { header: 'x-amz-checksum-sha256', length: 32, compute: (bytes) => hash('sha256', bytes, 'buffer') },
];

/** @throws AwsError BadDigest where a digest is not the document's. */
export function checkDigests(
  exchange: Exchange,
  document: Uint8Array,
  checksums: 'document' | 'input',
): void {
  const md5 = headerOf(exchange, 'content-md5');
  if (md5 !== undefined) checkMd5(md5, document);
  // CompleteMultipartUpload's are the object's.
  if (checksums === 'input') return;
  for (const { header, length, compute } of CHECKSUMS) {
    const given = headerOf(exchange, header);
    if (given === undefined) continue;
    if (parseBase64(given)?.length !== length) throw invalidRequest(`Value for ${header} header is invalid.`);
    const computed = compute(document).toString('base64');
    if (computed !== given) {
      const algorithm = header.slice('x-amz-checksum-'.length).toUpperCase();
      throw badDigest(`The ${algorithm} you specified did not match the calculated checksum.`);
    }
  }
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
