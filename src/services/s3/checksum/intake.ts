// What a writer promised about its bytes (Content-MD5, x-amz-checksum-*), held against the bytes themselves.
import { createHash, hash } from 'node:crypto';
import type { Body } from '../../../core/body.ts';
import { AwsError } from '../../../core/errors.ts';
import { announcedTrailers } from '../../../core/trailer.ts';
import { badDigest, invalidDigest, invalidRequest } from '../errors.ts';
import type { ChecksumAlgorithm } from '../versions/object-version.ts';
import {
  ALGORITHM_NAMES,
  ALGORITHMS,
  checksumOf,
  createDigest,
  type Digest,
  isChecksumAlgorithm,
} from './algorithms.ts';

export type ChecksumValues = {
  readonly [Member in (typeof ALGORITHMS)[ChecksumAlgorithm]['member']]?: string | undefined;
};

export interface Promises extends ChecksumValues {
  readonly ContentMD5?: string | undefined;
  /** x-amz-sdk-checksum-algorithm */
  readonly ChecksumAlgorithm?: string | undefined;
  /** x-amz-trailer: the checksum follows the body. */
  readonly Trailer?: string | undefined;
}

export interface PromisedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Undefined: it comes as a trailer, or not at all. */
  readonly value: string | undefined;
  readonly trailing: boolean;
}

/** The one checksum that a request carries. */
export function promisedChecksum(input: Promises): PromisedChecksum | undefined {
  const promised = inHeader(input);
  const trailing = input.Trailer ? trailingAlgorithm(input.Trailer) : undefined;
  if (promised && trailing) throw invalidRequest('Expecting a single x-amz-checksum- header');
  const algorithm = promised?.algorithm ?? trailing;
  const wanted = input.ChecksumAlgorithm?.toUpperCase();
  if (wanted) requireAnnounced(wanted, algorithm);
  return trailing ? { algorithm: trailing, value: undefined, trailing: true } : promised;
}

function inHeader(input: Promises): PromisedChecksum | undefined {
  const given = ALGORITHM_NAMES.filter((name) => input[ALGORITHMS[name].member] !== undefined);
  if (given.length > 1) {
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const [algorithm] = given;
  if (!algorithm) return undefined;
  const { header, member } = ALGORITHMS[algorithm];
  const value = input[member] ?? '';
  if (!isDigest(value, algorithm)) throw invalidRequest(`Value for ${header} header is invalid.`);
  return { algorithm, value, trailing: false };
}

/** In front of the framing that has trailers, anything but one name of a checksum has been refused. */
function trailingAlgorithm(trailer: string): ChecksumAlgorithm | undefined {
  const [announced, ...others] = announcedTrailers(trailer);
  if (others.length > 0) return undefined;
  return ALGORITHM_NAMES.find((name) => ALGORITHMS[name].header === announced);
}

/**
 * What x-amz-sdk-checksum-algorithm names must come, and nothing else (versitygw#1598, #1659), be there a Content-MD5
 * or not (OpenStack Swift's test/s3api, which runs against AWS).
 */
function requireAnnounced(wanted: string, promised: ChecksumAlgorithm | undefined): void {
  if (!isChecksumAlgorithm(wanted) || (promised !== undefined && promised !== wanted)) {
    throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  // MD5 was asked for in this way before it had a header of its own.
  if (promised !== undefined || wanted === 'MD5') return;
  throw invalidRequest(
    'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
  );
}

const isDigest = (value: string, algorithm: ChecksumAlgorithm): boolean =>
  bytesOf(value)?.length === ALGORITHMS[algorithm].length;

/** Undefined for what is not base64 to the letter; Node itself takes anything. */
function bytesOf(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : undefined;
}

export interface IntakeResult {
  /** Hex; undefined where nobody needs it. */
  readonly md5: string | undefined;
  /** What the writer promised, or what was wanted when it promised none. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
  /** Every checksum that was computed. */
  readonly all: Partial<Record<ChecksumAlgorithm, string>>;
}

/** Digests a body as it passes and judges it at its end. */
export class Intake {
  private readonly promised: PromisedChecksum | undefined;
  private readonly expectedMd5: string | undefined;
  private readonly wantsMd5: boolean;
  private readonly algorithm: ChecksumAlgorithm | undefined;
  private readonly also: ChecksumAlgorithm | undefined;
  private readonly shown: 'hex' | 'base64';
  private md5: Digest | undefined;
  private digest: Digest | undefined;
  private second: Digest | undefined;

  /**
   * @param wants.md5 whether the ETag is the body's MD5
   * @param wants.algorithm what to compute when the writer promised none
   * @param wants.also what to compute besides, whatever was promised
   * @param wants.shown how a refusal shows the Content-MD5: PutObject's in hexadecimals, UploadPart's as it came (recorded)
   */
  constructor(
    input: Promises,
    wants: {
      readonly md5: boolean;
      readonly algorithm?: ChecksumAlgorithm | undefined;
      readonly also?: ChecksumAlgorithm | undefined;
      readonly shown?: 'hex' | 'base64';
    },
  ) {
    this.promised = promisedChecksum(input);
    this.expectedMd5 = md5HeaderOf(input.ContentMD5);
    this.wantsMd5 = wants.md5 || this.expectedMd5 !== undefined;
    this.algorithm = this.promised?.algorithm ?? wants.algorithm;
    this.also = wants.also === this.algorithm ? undefined : wants.also;
    this.shown = wants.shown ?? 'hex';
  }

  readonly observe = (chunk: Uint8Array): void => {
    if (this.wantsMd5) {
      this.md5 ??= createHash('md5');
      this.md5.update(chunk);
    }
    if (this.algorithm) {
      this.digest ??= createDigest(this.algorithm);
      this.digest.update(chunk);
    }
    if (this.also) {
      this.second ??= createDigest(this.also);
      this.second.update(chunk);
    }
  };

  /** For a body that is all in hand. */
  whole(bytes: Uint8Array, trailers: Body['trailers']): IntakeResult {
    const md5 = this.wantsMd5 ? hash('md5', bytes, 'hex') : undefined;
    const second = this.also && checksumOf(this.also, bytes);
    return this.judged(md5, this.algorithm && checksumOf(this.algorithm, bytes), second, trailers);
  }

  /** For a body that `observe` has seen. */
  finish(trailers: Body['trailers']): IntakeResult {
    const empty = new Uint8Array(0);
    this.observe(empty);
    return this.judged(
      this.md5?.digest().toString('hex'),
      this.digest?.digest().toString('base64'),
      this.second?.digest().toString('base64'),
      trailers,
    );
  }

  private judged(
    md5: string | undefined,
    value: string | undefined,
    second: string | undefined,
    trailers: Body['trailers'],
  ): IntakeResult {
    if (this.expectedMd5 !== undefined && md5 !== this.expectedMd5) {
      const written = (hex: string, how: BufferEncoding) => Buffer.from(hex, 'hex').toString(how);
      throw badDigest(written(this.expectedMd5, this.shown), written(md5 ?? '', 'base64'));
    }
    const { algorithm } = this;
    if (!algorithm || value === undefined) return { md5, checksum: undefined, all: {} };
    const expected = this.promised?.trailing ? this.trailer(algorithm, trailers) : this.promised?.value;
    if (expected !== undefined && expected !== value) throw checksumMismatch(algorithm);
    const all = { [algorithm]: value, ...(this.also && { [this.also]: second }) };
    return { md5, checksum: { algorithm, value }, all };
  }

  private trailer(algorithm: ChecksumAlgorithm, trailers: Body['trailers']): string {
    const { header } = ALGORITHMS[algorithm];
    const value = trailers?.[header];
    if (value === undefined) {
      throw new AwsError(
        'MalformedTrailerError',
        400,
        'The request contained trailing data that was not well-formed or did not conform to our published schema.',
      );
    }
    if (!isDigest(value, algorithm)) throw invalidRequest(`Value for ${header} trailing header is invalid.`);
    return value;
  }
}

/** @param algorithm in the letters of the operation: CompleteMultipartUpload's are small (recorded). */
export const checksumMismatch = (algorithm: string): AwsError =>
  new AwsError('BadDigest', 400, `The ${algorithm} you specified did not match the calculated checksum.`);

function md5HeaderOf(contentMd5: string | undefined): string | undefined {
  if (contentMd5 === undefined) return undefined;
  const digest = bytesOf(contentMd5);
  if (digest?.length !== 16) throw invalidDigest(contentMd5);
  return digest.toString('hex');
}
