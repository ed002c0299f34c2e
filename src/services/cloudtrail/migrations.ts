// Trails. Events are kept in a journal beside the database (event-history.ts).
import type { Migration } from '../../platform/database.ts';

export const cloudTrailMigrations: readonly Migration[] = [
  {
    id: 'cloudtrail-001-trails',
    sql: `
      CREATE TABLE cloudtrail_trail (
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        name TEXT NOT NULL,
        document TEXT NOT NULL,
        PRIMARY KEY (account, region, name)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
