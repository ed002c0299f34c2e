// What the operations of the tiny services share: how one is made, and what they keep of their calls.
import type { Call } from '../../../src/core/call.ts';
import { operationOf } from '../../../src/core/operation.ts';

export const operation = operationOf<undefined>();

/** What an operation was given. */
export interface Seen {
  readonly operation: string;
  readonly input: unknown;
  readonly call: Call;
  readonly body?: Buffer;
}

export class Ledger {
  readonly seen: Seen[] = [];
  readonly objects = new Map<string, Buffer>();
  /** What was read of a body that has no end. */
  readonly pulled = { chunks: 0, returned: false };
  /** Lets the operation go on that waits. */
  readonly waiting = { release: () => {} };

  note(name: string, input: unknown, call: Call, body?: Buffer): void {
    this.seen.push({ operation: name, input, call, ...(body && { body }) });
  }
}
