// aws-chunked: the framing that S3 clients put around a body they sign or checksum while it streams.
//
//     <hex size>[;chunk-signature=<signature>]CRLF <bytes> CRLF … 0[;…]CRLF [name:value CRLF]… CRLF
//
// Whatever breaks it, S3 says IncompleteBody; what is wrong with the trailers alone has a code of its own (versitygw's
// probes: versitygw#1666, #1685, #1691). What S3 takes nevertheless: no empty line at the end, anything behind one, a
// trailer twice, of which the last one counts (OpenStack Swift's test/s3api, which runs against AWS).
import { createHash, type Hash, hash } from 'node:crypto';
import { AwsError } from '../../core/errors.ts';
import { type ChunkSigning, EMPTY_SHA256 } from '../auth/sigv4.ts';
import { holds } from '../auth/verify.ts';
import { incompleteBody, signatureMismatch } from '../rest/wording.ts';

/** A header line is 16 hex digits and a signature; a trailer a checksum or a signature. */
const LONGEST_LINE = 1_024;
const MOST_TRAILERS = 16;
const LF = 0x0a;
const CR = 0x0d;

export interface ChunkedSettings {
  /** Chunks carry signatures. */
  readonly signed: boolean;
  /** Checks them, where the secret is known. */
  readonly signing?: ChunkSigning | undefined;
  /** Trailers announced by x-amz-trailer, in lower case. */
  readonly announced: readonly string[];
  /** Bytes that each chunk but the last must have. */
  readonly smallest?: number;
}

type State = 'size' | 'data' | 'data-end' | 'trailers' | 'done';

export class AwsChunkedDecoder {
  /** Complete once `end` has returned. */
  readonly trailers: Record<string, string> = Object.create(null);
  private state: State = 'size';
  private line: number[] = [];
  private remaining = 0;
  /** Of the chunk before, and how many there were. */
  private size = 0;
  private chunks = 0;
  private chunkSignature = '';
  private chunkHash: Hash | undefined;
  private previous: string;
  private trailerText = '';
  private trailerLines = 0;
  /** Whether the latest line ended in a line feed alone. */
  private bare = false;
  private trailerSignature: string | undefined;

  constructor(private readonly settings: ChunkedSettings) {
    this.previous = settings.signing?.seed ?? '';
  }

  /** The payload bytes within `bytes`, in order and uncopied. @throws AwsError for broken framing. */
  push(bytes: Uint8Array): Uint8Array[] {
    const payload: Uint8Array[] = [];
    let at = 0;
    while (at < bytes.length && this.state !== 'done') {
      if (this.state === 'data') {
        const piece = bytes.subarray(at, at + this.remaining);
        this.chunkHash?.update(piece);
        payload.push(piece);
        this.remaining -= piece.length;
        at += piece.length;
        if (this.remaining === 0) this.state = 'data-end';
        continue;
      }
      const byte = bytes[at++] as number;
      if (byte === LF) this.takeLine();
      else if (this.line.length >= LONGEST_LINE) throw incompleteBody();
      else this.line.push(byte);
    }
    return payload;
  }

  /** @throws AwsError where the framing has not come to its end, or trailers are wrong. */
  end(): void {
    if (this.state === 'done') return;
    if (this.state !== 'trailers' || this.line.length > 0 || this.bare || this.isHalfSigned()) {
      throw incompleteBody();
    }
    this.finish();
  }

  /** Trailers come with their signature, and it with them. */
  private isHalfSigned(): boolean {
    const isSigned = this.trailerSignature !== undefined;
    const hasTrailers = this.trailerText !== '';
    return this.settings.signed && isSigned !== hasTrailers;
  }

  private takeLine(): void {
    this.bare = this.line.at(-1) !== CR;
    if (!this.bare) this.line.pop();
    // Among trailers alone: the documentation's own example has such lines, and minio-go sends them.
    else if (this.state !== 'trailers') throw incompleteBody();
    const text = String.fromCharCode(...this.line);
    this.line = [];
    if (this.state === 'size') this.startChunk(text);
    else if (this.state === 'data-end') this.endChunk(text);
    else this.takeTrailer(text);
  }

  private startChunk(text: string): void {
    const match = /^0*([0-9a-fA-F]{1,13})(?:\s*;\s*chunk-signature\s*=\s*([^\s;]{1,160}))?$/.exec(
      text.trim(),
    );
    if (!match) throw incompleteBody();
    this.remaining = Number.parseInt(match[1] as string, 16);
    this.chunkSignature = withoutPadding(match[2] ?? '');
    if (this.settings.signed && this.chunkSignature === '') throw incompleteBody();
    if (this.settings.signed && this.settings.signing) this.chunkHash = createHash('sha256');
    if (this.remaining > 0) {
      this.chunks += 1;
      if (this.chunks > 1 && this.size < (this.settings.smallest ?? 0))
        throw chunkTooSmall(this.chunks, this.size);
      this.size = this.remaining;
      this.state = 'data';
      return;
    }
    this.checkChunk();
    this.state = 'trailers';
  }

  private endChunk(text: string): void {
    if (text !== '') throw incompleteBody();
    this.checkChunk();
    this.state = 'size';
  }

  private checkChunk(): void {
    const { signed, signing } = this.settings;
    if (!signed || !signing) return;
    const digest = this.chunkHash?.digest('hex') ?? EMPTY_SHA256;
    const text = `${signing.algorithm}-PAYLOAD\n${signing.date}\n${signing.scope.text}\n${this.previous}\n${EMPTY_SHA256}\n${digest}`;
    this.require(text, this.chunkSignature);
    this.previous = this.chunkSignature;
  }

  private takeTrailer(text: string): void {
    if (text === '') {
      // The documentation's own example has empty lines between the trailers and their signature.
      if (!this.settings.signed || this.hasAllTrailers()) this.finish();
      return;
    }
    const colon = text.indexOf(':');
    this.trailerLines += 1;
    if (colon <= 0 || this.trailerLines > MOST_TRAILERS) throw malformedTrailer();
    const name = text.slice(0, colon).trim().toLowerCase();
    const value = text.slice(colon + 1).trim();
    if (name === 'x-amz-trailer-signature') {
      this.trailerSignature = withoutPadding(value);
      return;
    }
    this.trailers[name] = value;
    this.trailerText += `${name}:${value}\n`;
  }

  private hasAllTrailers(): boolean {
    const { announced, signed } = this.settings;
    if (signed && announced.length > 0 && this.trailerSignature === undefined) return false;
    return announced.every((name) => this.trailers[name] !== undefined);
  }

  private finish(): void {
    const { announced, signing } = this.settings;
    const foreign = Object.keys(this.trailers).some((name) => !announced.includes(name));
    if (foreign || !this.hasAllTrailers()) throw malformedTrailer();
    if (signing && this.trailerSignature !== undefined) {
      const digest = hash('sha256', this.trailerText, 'hex');
      const text = `${signing.algorithm}-TRAILER\n${signing.date}\n${signing.scope.text}\n${this.previous}\n${digest}`;
      this.require(text, this.trailerSignature);
    }
    this.state = 'done';
  }

  private require(text: string, signature: string): void {
    const { signing } = this.settings;
    if (!signing) return;
    const { algorithm, secret, scope } = signing;
    if (holds(algorithm, secret, scope, text, signature)) return;
    throw signatureMismatch(scope.accessKeyId, text, signature);
  }
}

/** Signatures by key pairs differ in length: their writers fill them up, to know the body's length beforehand. */
const withoutPadding = (signature: string): string => signature.replace(/\*+$/, '');

/** The decoded length is meant as well (versitygw#1684). */
export const otherLength = (NumberBytesExpected: number, NumberBytesProvided: number): AwsError =>
  new AwsError(
    'IncompleteBody',
    400,
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
    { NumberBytesExpected, NumberBytesProvided },
  );
/** As AWS counts: the chunk that follows shows that the one before was not the last (aws-sdk-cpp#2727). */
const chunkTooSmall = (Chunk: number, BadChunkSize: number): AwsError =>
  new AwsError(
    'InvalidChunkSizeError',
    403,
    'Only the last chunk is allowed to have a size less than 8192 bytes',
    { Chunk, BadChunkSize },
  );
const malformedTrailer = (): AwsError =>
  new AwsError(
    'MalformedTrailerError',
    400,
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
