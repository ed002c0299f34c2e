// What the headers promise of a rest-xml body: its length, its framing, its hash.
import { announcedTrailers } from '../../core/trailer.ts';
import { requestDate } from '../auth/dates.ts';
import type { ChunkSigning } from '../auth/sigv4.ts';
import type { BodyFacts } from '../body/request-body.ts';
import { type Exchange, headerOf } from '../exchange.ts';
import { digestNamed } from './digests.ts';
import { invalidArgument, invalidRequest, missingContentLength, severalChecksums } from './wording.ts';

const BYTES = /^\d{1,15}$/;
const SHA256 = /^[0-9a-f]{64}$/i;
const STREAMING =
  /^STREAMING-(?:UNSIGNED-PAYLOAD|AWS4-HMAC-SHA256-PAYLOAD|AWS4-ECDSA-P256-SHA256-PAYLOAD)(-TRAILER)?$/;

/** "This chunk size applies to all chunks except the last one" (sigv4-streaming). */
const SMALLEST_CHUNK = 8_192;

/**
 * @param secret what the request was signed with, where it is known.
 * @throws AwsError for headers that contradict themselves.
 */
export function readBodyFacts(exchange: Exchange, secret: string | undefined): BodyFacts {
  const declared = headerOf(exchange, 'x-amz-content-sha256');
  if (exchange.claim.kind === 'presigned' || exchange.claim.kind === 'v2') {
    // Their signatures say nothing of the body: whatever stands there is what its hash is held against.
    const facts = plainFacts(exchange, declared);
    return declared?.startsWith('STREAMING-') ? { ...facts, length: decodedLength(exchange) } : facts;
  }
  if (declared?.startsWith('STREAMING-')) {
    const match = STREAMING.exec(declared);
    if (!match) throw invalidContentHash(declared);
    const length = decodedLength(exchange);
    const unsigned = declared.startsWith('STREAMING-UNSIGNED');
    if (!unsigned && exchange.claim.kind === 'none') throw signedByNobody();
    return {
      length,
      sha256: undefined,
      chunked: {
        signed: !unsigned,
        signing: unsigned ? undefined : chunkSigning(exchange, secret),
        announced: match[1] ? trailersOf(exchange) : [],
        smallest: SMALLEST_CHUNK,
      },
    };
  }
  if (declared !== undefined && declared !== 'UNSIGNED-PAYLOAD' && !SHA256.test(declared)) {
    throw invalidContentHash(declared);
  }
  return plainFacts(exchange, declared);
}

function decodedLength(exchange: Exchange): number {
  const length = headerOf(exchange, 'x-amz-decoded-content-length');
  // One that is no number is none (versitygw#1656).
  if (length === undefined || !BYTES.test(length)) throw missingContentLength();
  return Number(length);
}

function plainFacts(exchange: Exchange, declared: string | undefined): BodyFacts {
  return {
    length:
      contentLengthOf(exchange) ?? (headerOf(exchange, 'transfer-encoding') === undefined ? 0 : undefined),
    sha256: declared === 'UNSIGNED-PAYLOAD' ? undefined : declared,
    chunked: undefined,
  };
}

function chunkSigning(exchange: Exchange, secret: string | undefined): ChunkSigning | undefined {
  const { claim } = exchange;
  const date = requestDate(exchange);
  if (secret === undefined || claim.kind !== 'header' || date === undefined) return undefined;
  const { algorithm, scope, signature } = claim;
  return { algorithm, secret, date, scope, seed: signature };
}

function contentLengthOf(exchange: Exchange): number | undefined {
  const text = headerOf(exchange, 'content-length');
  if (text === undefined) return undefined;
  if (!BYTES.test(text))
    throw invalidArgument('content-length is not a number of bytes', 'content-length', text);
  return Number(text);
}

/** One name, and that of a checksum (versitygw#1632). */
function trailersOf(exchange: Exchange): readonly string[] {
  const names = announcedTrailers(headerOf(exchange, 'x-amz-trailer') ?? '');
  if (!names.every((name) => digestNamed(exchange, name))) {
    throw invalidRequest('The value specified in the x-amz-trailer header is not supported');
  }
  if (names.length > 1) throw severalChecksums();
  return names;
}

const signedByNobody = () =>
  invalidRequest(
    "Anonymous requests don't support this x-amz-content-sha256 value. Please use UNSIGNED-PAYLOAD or STREAMING-UNSIGNED-PAYLOAD-TRAILER.",
  );

const invalidContentHash = (value: string) =>
  invalidArgument(
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
    'x-amz-content-sha256',
    value,
  );

/** Content-Encoding as the object keeps it: `aws-chunked` is the transfer's where the body is framed so. */
export function storedContentEncoding(exchange: Exchange, header: string | undefined): string | undefined {
  if (header === undefined || !header.includes('aws-chunked')) return header;
  if (!headerOf(exchange, 'x-amz-content-sha256')?.startsWith('STREAMING-')) return header;
  // The rest stays as it was written, `foo, aws-chunked, bar` as `foo, bar` (OpenStack Swift's test/s3api).
  const rest = header.replace(/aws-chunked\s*(?:,\s*|$)/g, '').trimEnd();
  const kept = (rest.endsWith(',') ? rest.slice(0, -1) : rest).trim();
  return kept === '' ? undefined : kept;
}
