// What is kept of a call until somebody reads it as an event: references and short texts, never a body or a key.
import type { Call } from '../../core/call.ts';
import type { Observed } from './dialect.ts';
import type { Kind } from './kind.ts';

export interface Entry {
  /** Counts up from 0, for as long as the process lives; with a data directory, for as long as that does. */
  readonly sequence: number;
  readonly kind: Kind;
  readonly call: CallFacts;
  /** Without blobs, streams and secrets. */
  readonly input: Members;
  /** The same of the answer; undefined where the call only read, or failed. */
  readonly output: Members | undefined;
  readonly observed: Observed;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
}

/** What an event tells of its call. */
export type CallFacts = Pick<Call, 'requestId' | 'time' | CallerFact>;
/** What one caller's calls share. */
export type CallerFacts = Pick<Call, CallerFact>;
type CallerFact = 'principal' | 'account' | 'region' | 'sourceIp' | 'userAgent' | 'viaService' | 'source';

export type Members = Readonly<Record<string, unknown>>;
