// Sent mail, sealed, for those who want to see what would have left.
import type { KeyObject } from 'node:crypto';
import type { Database } from '../../platform/database.ts';
import type { Random } from '../../platform/random.ts';
import { openRecord, sealRecord } from '../../platform/sealed-record.ts';
import type { Scope } from './rule.ts';
import type { SentMail } from './sending/outbox.ts';

export class SentStore {
  private readonly insertRow;
  private readonly listRows;
  private readonly countRow;

  constructor(
    private readonly database: Database,
    private readonly masterKey: KeyObject,
    private readonly random: Random,
  ) {
    this.insertRow = database.prepare<[string, string, string, Buffer, number, number]>(
      'INSERT INTO ses_sent (id, account, region, document, sent, recipients) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.listRows = database.prepare<[], { id: string; document: Buffer }>(
      'SELECT id, document FROM ses_sent ORDER BY sequence',
    );
    this.countRow = database.prepare<[string, string, number], { total: number }>(
      `SELECT coalesce(sum(recipients), 0) AS total FROM ses_sent
       WHERE account = ? AND region = ? AND sent > ?`,
    );
  }

  add(mail: SentMail): Promise<void> {
    const { id, account, region, timestamp, destinations } = mail;
    const document = sealRecord(this.masterKey, this.random, `sent ${id}`, Buffer.from(JSON.stringify(mail)));
    return this.database.commit(() => {
      this.insertRow.run(id, account, region, document, Date.parse(timestamp), destinations.length);
    });
  }

  list(): SentMail[] {
    return this.listRows
      .all()
      .map(({ id, document }) => JSON.parse(openRecord(this.masterKey, `sent ${id}`, document).toString()));
  }

  /** How many recipients were sent to since then. */
  recipientsSince({ account, region }: Scope, time: number): number {
    return this.countRow.get(account, region, time)?.total ?? 0;
  }
}
