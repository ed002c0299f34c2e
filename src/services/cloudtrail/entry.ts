// What is kept of a call until somebody reads it as an event: references and short texts, never a body or a key.
import type { Call } from '../../core/call.ts';
import type { AnyOperation } from '../../core/operation.ts';
import type { Dialect, Observed } from './dialect.ts';

export interface Entry {
  /** Counts up from 0, for as long as the process lives. */
  readonly sequence: number;
  readonly source: string;
  readonly dialect: Dialect;
  readonly operation: AnyOperation;
  readonly call: Call;
  /** Without blobs, streams and secrets. */
  readonly input: Members;
  /** The same of the answer; undefined where the call only read, or failed. */
  readonly output: Members | undefined;
  readonly observed: Observed;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  /** Drawn when first read, and the same from then on. */
  ids?: EventIds;
}

export type Members = Readonly<Record<string, unknown>>;

export interface EventIds {
  readonly caller: string;
  readonly owner: string;
  readonly shared: string;
}
