// Received and sent mail is kept to be looked at, but not without end: the oldest goes once its bounds are passed.
import type { Database } from '../../platform/database.ts';
import { KEEP_DEFAULTS, type KeepSettings } from './settings.ts';

interface Total {
  count: number;
  bytes: number;
}

export class Retention {
  /** Counted once, kept up from then on. */
  private total: Total | undefined;
  private readonly countRows;
  private readonly oldestRow;
  private readonly deleteRow;

  /** Mail with something left to do (`due`) is never let go. */
  constructor(
    database: Database,
    table: 'ses_mail' | 'ses_sent',
    private readonly keep: KeepSettings = KEEP_DEFAULTS,
  ) {
    this.countRows = database.prepare<[], Total>(
      `SELECT count(*) AS count, coalesce(sum(length(document)), 0) AS bytes FROM ${table}`,
    );
    this.oldestRow = database.prepare<[], { sequence: number; bytes: number }>(
      `SELECT sequence, length(document) AS bytes FROM ${table} WHERE due IS NULL ORDER BY sequence LIMIT 1`,
    );
    this.deleteRow = database.prepare<[number]>(`DELETE FROM ${table} WHERE sequence = ?`);
  }

  /** Within a commit, after a mail of so many sealed bytes was inserted. */
  admit(bytes: number): void {
    if (!this.total) this.total = this.countRows.get() ?? { count: 0, bytes: 0 };
    else {
      this.total.count += 1;
      this.total.bytes += bytes;
    }
    while (this.total.count > this.keep.mails || this.total.bytes > this.keep.bytes) {
      const oldest = this.oldestRow.get();
      if (!oldest) return;
      this.deleteRow.run(oldest.sequence);
      this.total.count -= 1;
      this.total.bytes -= oldest.bytes;
    }
  }

  /** Rows went another way. */
  forget(): void {
    this.total = undefined;
  }
}
