// Sent mail, sealed, for those who want to see what would have left.
import type { KeyObject } from 'node:crypto';
import type { Database } from '../../platform/database.ts';
import type { Random } from '../../platform/random.ts';
import { openRecord, sealRecord } from '../../platform/sealed-record.ts';
import type { SentMail } from './sending/outbox.ts';

export class SentStore {
  private readonly insertRow;
  private readonly listRows;

  constructor(
    private readonly database: Database,
    private readonly masterKey: KeyObject,
    private readonly random: Random,
  ) {
    this.insertRow = database.prepare<[string, string, string, Buffer]>(
      'INSERT INTO ses_sent (id, account, region, document) VALUES (?, ?, ?, ?)',
    );
    this.listRows = database.prepare<[], { id: string; document: Buffer }>(
      'SELECT id, document FROM ses_sent ORDER BY sequence',
    );
  }

  add(mail: SentMail): Promise<void> {
    const { id, account, region } = mail;
    const document = sealRecord(this.masterKey, this.random, `sent ${id}`, Buffer.from(JSON.stringify(mail)));
    return this.database.commit(() => {
      this.insertRow.run(id, account, region, document);
    });
  }

  list(): SentMail[] {
    return this.listRows
      .all()
      .map(({ id, document }) => JSON.parse(openRecord(this.masterKey, `sent ${id}`, document).toString()));
  }
}
