// What the control API may do to the emulator; emulator.ts fits it.
import type { AccountId, Region } from '../core/ids.ts';

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
  readonly remoteAddress?: string;
  readonly helo?: string;
  /** Whether it came over TLS; true unless told. */
  readonly tls?: boolean;
  /** Narrow whose mail it can be. */
  readonly account?: AccountId;
  readonly region?: Region;
  /** Verdicts that somebody asks for, whatever the message says. */
  readonly verdicts?: Readonly<Partial<Record<VerdictName, Verdict>>>;
}

export const VERDICT_NAMES = ['spam', 'virus', 'spf', 'dkim', 'dmarc'] as const;
export const VERDICTS = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED'] as const;
export type VerdictName = (typeof VERDICT_NAMES)[number];
export type Verdict = (typeof VERDICTS)[number];

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

export interface SentMail {
  readonly id: string;
  readonly region: string;
  readonly timestamp: string;
  readonly source: string;
  readonly destinations: readonly string[];
  /** The message, base64. */
  readonly raw: string;
  /** Who of the recipients has it: received here, relayed, kept, deferred or failed. */
  readonly deliveries: readonly Json[];
  /** What SendEmail was given; absent for raw mail. */
  readonly parts?: {
    readonly to: readonly string[];
    readonly cc: readonly string[];
    readonly bcc: readonly string[];
    readonly subject: string;
    readonly text?: string;
    readonly html?: string;
  };
}
export interface SesControl {
  /** All, or the one of that id. */
  sent(id?: string): readonly SentMail[];
  /** One, or all of them; false when there was none. */
  removeSent(id?: string): Promise<boolean>;
  confirm(account: AccountId, region: Region, identity: string): Promise<boolean>;
  setDns(records: Readonly<Record<string, readonly string[]>>): void;
  setFunctions(endpoints: Readonly<Record<string, string>>): void;
  setTopics(endpoints: Readonly<Record<string, string>>): void;
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
  readonly ses: SesControl;
  readonly sns: {
    /** What was accepted for SMS, e-mail, mobile push and Firehose, oldest first. */
    undelivered(): readonly Json[];
    /** A file's name and its PEM. */
    signingCertificate(): Promise<{ readonly file: string; readonly pem: string }>;
  };
  readonly kms: {
    requestQuotas(): Readonly<Record<string, number>>;
    isRequestQuota(group: string): boolean;
    /** Requests a second; undefined lifts the quota. */
    setRequestQuota(group: string, rate: number | undefined): void;
  };
  readonly s3: {
    /** Writes that name no encryption stay without; false when there is no such bucket. */
    setUnencrypted(bucket: string, unencrypted: boolean): Promise<boolean>;
  };
  readonly replication: ReplicationControl;
  /** The figures of every rule that has metrics on, or of one source bucket's. */
  replicationMetrics(bucket: string | undefined): Json;
  readonly clock: ClockControl;
  /** Resolves when nothing at all is due. */
  idle(): Promise<void>;
  decisions(): Json;
  readonly events: {
    /** The latest, oldest first. */
    list(): readonly Json[];
    /** At most `limit` from that place on, and the place after them. */
    read(from: number, limit: number): { readonly events: readonly Json[]; readonly next: number };
    /** Calls back when there is more to read; the answer ends it. */
    follow(listener: () => void): () => void;
  };
}
