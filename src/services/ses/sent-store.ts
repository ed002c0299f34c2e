// Sent mail, sealed: for those who want to see what left, and for the deliveries that are left to make.
import type { KeyObject } from 'node:crypto';
import type { Database } from '../../platform/database.ts';
import type { Random } from '../../platform/random.ts';
import { openRecord, sealRecord } from '../../platform/sealed-record.ts';
import type { Retention } from './retention.ts';
import type { Scope } from './rule.ts';
import { type Delivery, dueOf } from './sending/delivery.ts';
import type { SentMail } from './sending/outbox.ts';

/** Parts what is said of a mail, as JSON, from its bytes. */
const NUL = Buffer.of(0);

interface Row {
  readonly id: string;
  readonly document: Buffer;
  readonly deliveries: Buffer | null;
}

interface Attempts {
  readonly time: number;
  readonly attempts: number;
}

export class SentStore {
  private readonly insertRow;
  private readonly progressRow;
  private readonly findRow;
  private readonly listRows;
  private readonly openRows;
  private readonly countRow;
  private readonly attemptRows;
  private readonly deleteRow;
  private readonly deleteAll;

  constructor(
    private readonly database: Database,
    private readonly masterKey: KeyObject,
    private readonly random: Random,
    private readonly retention: Retention,
  ) {
    this.insertRow = database.prepare<
      [string, string, string, Buffer, Buffer, number, number, number | null]
    >(
      `INSERT INTO ses_sent (id, account, region, document, deliveries, sent, recipients, due)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.progressRow = database.prepare<[Buffer, number | null, string]>(
      'UPDATE ses_sent SET deliveries = ?, due = ? WHERE id = ?',
    );
    this.findRow = database.prepare<[string], Row>(
      'SELECT id, document, deliveries FROM ses_sent WHERE id = ?',
    );
    this.listRows = database.prepare<[], Row>(
      'SELECT id, document, deliveries FROM ses_sent ORDER BY sequence',
    );
    this.openRows = database.prepare<[], { id: string; due: number }>(
      'SELECT id, due FROM ses_sent WHERE due IS NOT NULL ORDER BY sequence',
    );
    this.countRow = database.prepare<[string, string, number], { total: number }>(
      `SELECT coalesce(sum(recipients), 0) AS total FROM ses_sent
       WHERE account = ? AND region = ? AND sent > ?`,
    );
    this.attemptRows = database.prepare<[number, string, string, number], Attempts>(
      `SELECT sent - sent % ? AS time, sum(recipients) AS attempts FROM ses_sent
       WHERE account = ? AND region = ? AND sent > ? GROUP BY time ORDER BY time`,
    );
    this.deleteRow = database.prepare<[string]>('DELETE FROM ses_sent WHERE id = ?');
    this.deleteAll = database.prepare<[]>('DELETE FROM ses_sent');
  }

  /** Sealed now; the answer writes it, within a commit. */
  insertion(mail: SentMail): () => void {
    const { id, account, region, timestamp, destinations, deliveries, raw, ...rest } = mail;
    const sent = Date.parse(timestamp);
    const about = Buffer.from(JSON.stringify({ id, account, region, timestamp, destinations, ...rest }));
    const whole = Buffer.concat([about, NUL, raw]);
    const document = sealRecord(this.masterKey, this.random, `sent ${id}`, whole);
    const sealed = this.seal(`deliveries ${id}`, deliveries);
    const due = dueOf(sent, deliveries) ?? null;
    return () => {
      this.insertRow.run(id, account, region, document, sealed, sent, destinations.length, due);
      this.retention.admit(document.length);
    };
  }

  /** Within a commit. */
  progress({ id, timestamp }: SentMail, deliveries: readonly Delivery[]): void {
    const due = dueOf(Date.parse(timestamp), deliveries) ?? null;
    this.progressRow.run(this.seal(`deliveries ${id}`, deliveries), due, id);
  }

  find(id: string): SentMail | undefined {
    const row = this.findRow.get(id);
    return row && this.mailOf(row);
  }

  list(): SentMail[] {
    return this.listRows.all().map((row) => this.mailOf(row));
  }

  open(): { id: string; due: number }[] {
    return this.openRows.all();
  }

  /** How many recipients each stretch of time had that had any. */
  attemptsSince({ account, region }: Scope, since: number, stretch: number): Attempts[] {
    return this.attemptRows.all(stretch, account, region, since);
  }

  /** How many recipients were sent to since then. */
  recipientsSince({ account, region }: Scope, time: number): number {
    return this.countRow.get(account, region, time)?.total ?? 0;
  }

  /** One of them, or all; false when there was none to remove. */
  remove(id?: string): Promise<boolean> {
    return this.database.commit(() => {
      this.retention.forget();
      return (id === undefined ? this.deleteAll.run() : this.deleteRow.run(id)).changes > 0;
    });
  }

  forget(): void {
    this.retention.forget();
  }

  private mailOf({ id, document, deliveries }: Row): SentMail {
    const whole = openRecord(this.masterKey, `sent ${id}`, document);
    const end = whole.indexOf(NUL);
    const mail = JSON.parse(whole.toString('utf8', 0, end < 0 ? whole.length : end));
    return {
      // What an older version sent told neither.
      reversePath: mail.source,
      ...mail,
      // An older version kept the message among the rest, in base64.
      raw: end < 0 ? Buffer.from(mail.raw, 'base64') : whole.subarray(end + 1),
      deliveries: deliveries
        ? JSON.parse(openRecord(this.masterKey, `deliveries ${id}`, deliveries).toString())
        : [],
    };
  }

  private seal(place: string, value: unknown): Buffer {
    return sealRecord(this.masterKey, this.random, place, Buffer.from(JSON.stringify(value)));
  }
}
