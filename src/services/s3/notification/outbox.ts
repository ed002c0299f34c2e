// The outbox: what is owed to a destination, written in the transaction of what happened, gone once delivered.
import type { Database, Migration, Statement } from '../../../platform/database.ts';

export const notificationMigrations: readonly Migration[] = [
  {
    id: 's3-notification-001-outbox',
    sql: `
      CREATE TABLE s3_notification (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        destination TEXT NOT NULL,
        -- for whom S3 speaks: the bucket's owner and ARN, which topics' and queues' policies ask for
        account TEXT NOT NULL,
        source TEXT NOT NULL,
        body TEXT NOT NULL,
        created INTEGER NOT NULL,
        due INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      -- pending tasks of replication time control, and when they will have missed their threshold
      CREATE TABLE s3_replication_threshold (
        task INTEGER PRIMARY KEY,
        due INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX s3_replication_threshold_due ON s3_replication_threshold (due);
    `,
  },
  { id: 's3-notification-002-trace', sql: 'ALTER TABLE s3_notification ADD COLUMN trace TEXT' },
];

export interface Message {
  readonly destination: string;
  readonly account: string;
  readonly source: string;
  readonly body: string;
  /** The X-Amzn-Trace-Id of what caused it. */
  readonly trace: string | null;
}
export interface Owed extends Message {
  readonly seq: number;
  readonly created: number;
  readonly due: number;
  readonly attempts: number;
}

export class Outbox {
  private readonly insert: Statement;
  private readonly select: Statement<[number], Owed>;
  private readonly selectAll: Statement<[], Pick<Owed, 'seq' | 'destination' | 'due'>>;
  private readonly delay: Statement<[number, number, number]>;
  private readonly drop: Statement<[number]>;

  constructor(database: Database) {
    this.insert = database.prepare(
      'INSERT INTO s3_notification (destination, account, source, body, trace, created, due) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.select = database.prepare('SELECT * FROM s3_notification WHERE seq = ?');
    this.selectAll = database.prepare('SELECT seq, destination, due FROM s3_notification ORDER BY seq');
    this.delay = database.prepare('UPDATE s3_notification SET due = ?, attempts = ? WHERE seq = ?');
    this.drop = database.prepare('DELETE FROM s3_notification WHERE seq = ?');
  }

  /** Within a commit, as the next two; answers the row's number. */
  add({ destination, account, source, body, trace }: Message, now: number): number {
    return Number(this.insert.run(destination, account, source, body, trace, now, now).lastInsertRowid);
  }

  postpone(seq: number, due: number, attempts: number): void {
    this.delay.run(due, attempts, seq);
  }

  end(seq: number): void {
    this.drop.run(seq);
  }

  find(seq: number): Owed | undefined {
    return this.select.get(seq);
  }

  all(): readonly Pick<Owed, 'seq' | 'destination' | 'due'>[] {
    return this.selectAll.all();
  }
}
