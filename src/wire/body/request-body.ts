// A request's body as an operation gets it: framing taken off, hashes and lengths checked on the way.
import { createHash, type Hash, hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Body, bodyOf } from '../../core/body.ts';
import { AwsError } from '../../core/errors.ts';
import { contentHashMismatch, incompleteBody } from '../rest/wording.ts';
import { AwsChunkedDecoder, type ChunkedSettings, otherLength } from './aws-chunked.ts';
import { chunksOf } from './chunks-of.ts';
import { askForBody } from './continue.ts';
import { gather } from './gather.ts';

/** Up to this size a body is gathered before the operation runs: one inline frame of the object store. */
export const GATHERED_BYTES = 64 * 1024;
/** What the framing of so small a body may add: clients chunk at 8 KiB or more, tests at a byte. */
const FRAMING_ROOM = 16 * 1024 * 1024;

export interface BodyFacts {
  /** Payload bytes as the headers promise them. */
  readonly length: number | undefined;
  readonly chunked: ChunkedSettings | undefined;
  /** X-Amz-Content-Sha256, where the body is held against it; hexadecimals of either case. */
  readonly sha256: string | undefined;
}

/** The checks that every byte passes, in one place for bodies in memory and on their way. */
class Inspection {
  readonly decoder: AwsChunkedDecoder | undefined;
  private readonly hash: Hash | undefined;
  private received = 0;

  constructor(private readonly facts: BodyFacts) {
    this.decoder = facts.chunked && new AwsChunkedDecoder(facts.chunked);
    this.hash = facts.sha256 === undefined ? undefined : createHash('sha256');
  }

  push(bytes: Uint8Array): readonly Uint8Array[] {
    const pieces = this.decoder ? this.decoder.push(bytes) : [bytes];
    for (const piece of pieces) {
      this.received += piece.length;
      this.hash?.update(piece);
    }
    const { length } = this.facts;
    if (length !== undefined && this.received > length) throw otherLength(length, this.received);
    return pieces;
  }

  end(): void {
    this.decoder?.end();
    const { length, sha256 } = this.facts;
    if (length !== undefined && this.received !== length) throw otherLength(length, this.received);
    if (this.hash) requireHash(sha256, this.hash.digest('hex'));
  }
}

function requireHash(declared: string | undefined, computed: string): void {
  if (declared === undefined || computed === declared || computed === declared.toLowerCase()) return;
  throw contentHashMismatch(declared, computed);
}

export type Gathered = (failure: Error | undefined, body: Body | undefined) => void;

/** Reads all of it and answers with a Body that stands in memory. */
export function gatherBody(message: IncomingMessage, facts: BodyFacts, limit: number, done: Gathered): void {
  const room = facts.chunked ? limit + FRAMING_ROOM : limit;
  gather(message, room, (failure, bytes) => {
    if (failure) return done(failure, undefined);
    let body: Body;
    try {
      body = inspected(bytes, facts);
    } catch (error) {
      return done(error as Error, undefined);
    }
    done(undefined, body);
  });
}

function inspected(bytes: Buffer, facts: BodyFacts): Body {
  if (!facts.chunked) return inspectedAtOnce(bytes, facts);
  const inspection = new Inspection(facts);
  const pieces = bytes.length > 0 ? inspection.push(bytes) : [];
  inspection.end();
  const whole = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
  return bodyOf(whole, inspection.decoder?.trailers);
}

/** Bytes without framing need no running hash. */
function inspectedAtOnce(bytes: Buffer, { length, sha256 }: BodyFacts): Body {
  if (length !== undefined && bytes.length !== length) throw otherLength(length, bytes.length);
  if (sha256 !== undefined) requireHash(sha256, hash('sha256', bytes, 'hex'));
  return bodyOf(bytes);
}

/** A body that is read once, as fast as its reader takes it. */
export function streamBody(message: IncomingMessage, facts: BodyFacts): Body {
  const inspection = new Inspection(facts);
  let taken = false;
  return {
    ...(facts.length !== undefined && { length: facts.length }),
    ...(inspection.decoder && { trailers: inspection.decoder.trailers }),
    [Symbol.asyncIterator]() {
      if (taken) throw new Error('a request body can be read only once');
      taken = true;
      return read(message, inspection);
    },
  };
}

async function* read(message: IncomingMessage, inspection: Inspection): AsyncGenerator<Uint8Array> {
  askForBody(message);
  try {
    for await (const chunk of chunksOf(message)) {
      for (const piece of inspection.push(chunk)) yield piece;
    }
  } catch (error) {
    throw error instanceof AwsError ? error : incompleteBody();
  } finally {
    // A reader that stops early must still be able to answer, and what is left unread would block the next request.
    if (!message.readableEnded) message.resume();
  }
  inspection.end();
}
