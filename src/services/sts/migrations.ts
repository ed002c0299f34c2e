// Temporary credentials. Secret and token stand sealed under the master key.
import type { Migration } from '../../platform/database.ts';

export const stsMigrations: readonly Migration[] = [
  {
    id: 'sts-001-sessions',
    sql: `
      CREATE TABLE sts_session (
        access_key_id TEXT PRIMARY KEY,
        sealed BLOB NOT NULL,
        principal TEXT NOT NULL,
        transitive TEXT NOT NULL,
        expires INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sts_session_by_expiry ON sts_session (expires);
    `,
  },
];
