// What may be chosen about SES from outside; every choice has a default.
import type { Region } from '../../core/ids.ts';

export interface SesSettings {
  /** Where sent mail and the control API act when they name no region. */
  readonly region?: Region;
  /** `immediate`: identities verify at once; `manual`: they stay Pending until `confirm`. */
  readonly verification?: 'immediate' | 'manual';
  readonly smtp?: SmtpSettings;
  /** DNS records for SPF, DKIM and DMARC; the network is never asked. */
  readonly dns?: DnsZone | undefined;
  /** HTTP endpoints of functions (the Lambda runtime interface's invoke URL) by function ARN. */
  readonly functions?: Readonly<Record<string, string>> | undefined;
  /** HTTP endpoints of topics by topic ARN, for an emulator without SNS. */
  readonly topics?: Readonly<Record<string, string>> | undefined;
  /** How much received mail and how much sent mail is kept; the oldest goes first. */
  readonly keep?: KeepSettings;
  readonly relay?: RelaySettings | undefined;
  /** `user+spam-fail@…` forces that verdict. */
  readonly verdictLabels?: boolean;
}

export interface KeepSettings {
  readonly mails: number;
  /** As they lie in the database, sealed. */
  readonly bytes: number;
}

/** Where sent mail goes whose recipients are not received here. */
export interface RelaySettings {
  readonly host: string;
  readonly port: number;
  /**
   * `opportunistic`: STARTTLS where it is offered; `starttls`: nothing without it; `implicit`: TLS from the
   * first byte; `off`.
   */
  readonly tls: 'opportunistic' | 'starttls' | 'implicit' | 'off';
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

export interface SmtpSettings {
  /** Octets; SES takes 40 MB (facts/ses-receiving.md §1, quotas). */
  readonly size?: number;
  readonly sessions?: number;
  /** Milliseconds after which a silent client is sent away. */
  readonly timeout?: number;
  /** Whether STARTTLS is offered; true unless told. */
  readonly starttls?: boolean;
  /** PEM; made at start where none is given. */
  readonly certificate?: { readonly key: string; readonly cert: string };
}

/** Record data by `TYPE name`: `{ 'TXT example.com': ['v=spf1 -all'] }`. */
export type DnsZone = Readonly<Record<string, readonly string[]>>;

export const KEEP_DEFAULTS: KeepSettings = { mails: 10_000, bytes: 256 * 1024 ** 2 };
export const SMTP_DEFAULTS = { size: 40 * 1024 * 1024, sessions: 200, timeout: 60_000 } as const;
