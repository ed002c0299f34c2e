// Received mail and its queue: one row a message, sealed; `due` says when the next action's time has come.
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { AccountId, Region } from '../../core/ids.ts';
import type { BlobId } from '../../platform/blob-store.ts';
import type { Database } from '../../platform/database.ts';
import type { Random } from '../../platform/random.ts';
import { openRecord, sealRecord } from '../../platform/sealed-record.ts';
import { type Content, isInBlob, isWhole } from './receiving/content.ts';
import { isOpen, type Mail, type MailDocument, type Step } from './receiving/mail.ts';
import type { Retention } from './retention.ts';

interface Row {
  readonly id: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly received: number;
  readonly due: number | null;
  readonly document: Buffer;
  readonly steps: Buffer | null;
  readonly body: Buffer | null;
  readonly blob: BlobId | null;
  readonly blob_key: Buffer | null;
  readonly length: number;
}

/** What became of a mail that had nothing left to do when it was first recorded. */
interface Finished {
  readonly document: MailDocument;
  readonly steps: readonly Step[];
}

const COLUMNS = 'id, account, region, received, due, document, steps, body, blob, blob_key, length';

const DOCUMENT = COLUMNS.split(', ').indexOf('document');

export class MailStore {
  private readonly insertRow;
  private readonly progressRow;
  private readonly endRow;
  private readonly findRow;
  private readonly listRows;
  private readonly openRows;
  private readonly blobRow;
  private readonly holdsMail;

  constructor(
    private readonly database: Database,
    private readonly masterKey: KeyObject,
    private readonly random: Random,
    private readonly retention: Retention,
  ) {
    this.insertRow = database.prepare<unknown[]>(
      `INSERT INTO ses_mail (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.progressRow = database.prepare<[number, Buffer, string]>(
      'UPDATE ses_mail SET due = ?, steps = ? WHERE id = ?',
    );
    this.endRow = database.prepare<[Buffer, string]>(
      'UPDATE ses_mail SET due = NULL, steps = ?, body = NULL, blob = NULL, blob_key = NULL WHERE id = ?',
    );
    this.findRow = database.prepare<[string], Row>(`SELECT ${COLUMNS} FROM ses_mail WHERE id = ?`);
    this.listRows = database.prepare<[], Row>(`SELECT ${COLUMNS} FROM ses_mail ORDER BY sequence`);
    this.openRows = database.prepare<[], { id: string; due: number }>(
      'SELECT id, due FROM ses_mail WHERE due IS NOT NULL ORDER BY sequence',
    );
    this.holdsMail = database.prepare<[string], unknown>('SELECT 1 FROM ses_mail WHERE id = ?');
    this.blobRow = database.prepare<[string], unknown>('SELECT 1 FROM ses_mail WHERE blob = ?');
  }

  /** Durable once it resolves: a 250 may be answered. @param also runs in the same transaction. */
  add(mails: readonly Mail[], also?: () => void): Promise<void> {
    const rows = mails.map((mail) => this.rowOf(mail));
    return this.database.commit(() => {
      for (const row of rows) this.insert(row);
      also?.();
    });
  }

  /** What came of the actions so far, within a commit: what is left waits with its bytes, else the bytes go. */
  progress(mail: Mail): void {
    const steps = this.sealJson(`steps ${mail.id}`, mail.steps);
    const due = dueOf(mail);
    if (due === undefined) this.endRow.run(steps, mail.id);
    else this.progressRow.run(due, steps, mail.id);
  }

  /** The same for a mail that may be new, whose first record is its own; `also` runs with that one. */
  record(mail: Mail, also?: () => void): void {
    if (this.holdsMail.get(mail.id) !== undefined) {
      this.progress(mail);
      return;
    }
    this.insert(this.rowOf(mail));
    also?.();
  }

  find(id: string): Mail | undefined {
    const row = this.findRow.get(id);
    return row && this.mailOf(row);
  }

  /** Without their bytes, oldest first. */
  list(): Mail[] {
    return this.listRows.all().map((row) => this.mailOf({ ...row, body: null, blob: null }));
  }

  open(): { id: string; due: number }[] {
    return this.openRows.all();
  }

  forget(): void {
    this.retention.forget();
  }

  holdsBlob(id: BlobId): boolean {
    return this.blobRow.get(id) !== undefined;
  }

  private insert(row: unknown[]): void {
    this.insertRow.run(...row);
    this.retention.admit((row[DOCUMENT] as Buffer).length);
  }

  private rowOf(mail: Mail): unknown[] {
    const { id, account, region, received, document, steps } = mail;
    const due = dueOf(mail);
    // Without an action left nobody will ask for the bytes, and the steps stay as they are: one record holds all.
    const done = due === undefined;
    const content = done ? undefined : mail.content;
    const whole = content && isWhole(content) ? content : undefined;
    const blob = content && isInBlob(content) ? content : undefined;
    return [
      id,
      account,
      region,
      received,
      due ?? null,
      this.sealJson(`mail ${id}`, done ? { document, steps } : document),
      done ? null : this.sealJson(`steps ${id}`, steps),
      whole ? sealRecord(this.masterKey, this.random, `body ${id}`, whole.whole) : null,
      blob?.blob ?? null,
      blob ? sealRecord(this.masterKey, this.random, `blob ${id}`, blob.key.export()) : null,
      mail.content?.length ?? 0,
    ];
  }

  private sealJson(place: string, value: unknown): Buffer {
    return sealRecord(this.masterKey, this.random, place, Buffer.from(JSON.stringify(value)));
  }

  private openJson<T>(place: string, sealed: Buffer): T {
    return JSON.parse(openRecord(this.masterKey, place, sealed).toString());
  }

  private mailOf(row: Row): Mail {
    const { id, account, region, received } = row;
    const record = this.openJson<MailDocument | Finished>(`mail ${id}`, row.document);
    const finished: Finished = 'document' in record ? record : { document: record, steps: [] };
    const steps = row.steps ? this.openJson<Step[]>(`steps ${id}`, row.steps) : finished.steps;
    return {
      id,
      account,
      region,
      received,
      document: finished.document,
      steps,
      content: this.contentOf(row),
    };
  }

  private contentOf({ id, body, blob, blob_key, length }: Row): Content | undefined {
    if (body) return { whole: openRecord(this.masterKey, `body ${id}`, body), length };
    if (!blob || !blob_key) return undefined;
    return { blob, key: createSecretKey(openRecord(this.masterKey, `blob ${id}`, blob_key)), length };
  }
}

/** The earliest open action; one not tried yet is due at once. */
export function dueOf({ received, steps }: Mail): number | undefined {
  const open = steps.filter(isOpen);
  return open.length === 0 ? undefined : Math.min(...open.map(({ due }) => due ?? received));
}
