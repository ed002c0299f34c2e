// What the control API may do to the emulator; emulator.ts fits it.

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
  readonly remoteAddress?: string;
  readonly helo?: string;
}

/** A task or list as the emulator describes it: plain JSON values. */
export type Json = unknown;

export interface ReplicationControl {
  /** Resolves when no task is due. */
  idle(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Runs one due task while paused; false when none was due. */
  step(): Promise<boolean>;
  list(filter: TaskFilter): Json;
  /** Makes FAILED tasks PENDING again; answers how many. */
  retry(filter: TaskFilter): Promise<number>;
  /** Makes every task to that destination fail, be throttled or wait; `undefined` ends it. */
  fault(destinationBucket: string, fault: Fault | undefined): void;
}
export interface TaskFilter {
  readonly bucket?: string;
  readonly key?: string;
  readonly status?: string;
}
export type Fault =
  | { readonly kind: 'deny' }
  | { readonly kind: 'throttle' }
  | { readonly kind: 'delay'; readonly seconds: number };

export interface ClockControl {
  now(): number;
  readonly frozen: boolean;
  advance(milliseconds: number): void;
  moveTo(time: number): void;
  freeze(): void;
  thaw(): void;
  reset(): void;
}

export interface ControlPorts {
  readonly version: string;
  readonly services: readonly string[];
  reset(): Promise<void>;
  /** Rejects with an SmtpRefusal-like error (`responseCode`) where SMTP would have refused. */
  deliver(raw: Uint8Array, envelope: Envelope): Promise<Json>;
  mails(): Json;
  /** Resolves when the actions of every accepted mail have been tried. */
  mailIdle(): Promise<void>;
  readonly replication: ReplicationControl;
  readonly clock: ClockControl;
  /** Resolves when nothing at all is due. */
  idle(): Promise<void>;
  decisions(): Json;
  readonly events: {
    list(): readonly Json[];
    follow(listener: (event: Json) => void): () => void;
  };
}
