// Queues and their messages. What a message says stands sealed; a group's name and a deduplication id as digests.
import type { Migration } from '../../platform/database.ts';

export const sqsMigrations: readonly Migration[] = [
  {
    id: 'sqs-001-queues',
    sql: `
      CREATE TABLE sqs_queue (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        name TEXT NOT NULL,
        attributes TEXT NOT NULL,
        tags TEXT NOT NULL,
        created INTEGER NOT NULL,
        modified INTEGER NOT NULL,
        purged INTEGER NOT NULL,
        UNIQUE (account, region, name)
      ) STRICT;
      CREATE TABLE sqs_message (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        queue INTEGER NOT NULL,
        id TEXT NOT NULL,
        sealed BLOB NOT NULL,
        sent INTEGER NOT NULL,
        visible_at INTEGER NOT NULL,
        receives INTEGER NOT NULL,
        first_received INTEGER,
        receipt TEXT,
        message_group TEXT,
        dead_letter_source TEXT
      ) STRICT;
      CREATE INDEX sqs_message_by_queue ON sqs_message (queue, sequence);
      CREATE INDEX sqs_message_hidden ON sqs_message (queue, visible_at);
      CREATE TABLE sqs_duplicate (
        queue INTEGER NOT NULL,
        key TEXT NOT NULL,
        id TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        until INTEGER NOT NULL,
        PRIMARY KEY (queue, key)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    // Every receive drops what has passed its retention period.
    id: 'sqs-002-retention',
    sql: 'CREATE INDEX sqs_message_by_age ON sqs_message (queue, sent);',
  },
  {
    // SSE-KMS: the wrapped data key, and the queue whose ARN is its encryption context.
    id: 'sqs-003-data-keys',
    sql: `
      ALTER TABLE sqs_message ADD COLUMN data_key BLOB;
      ALTER TABLE sqs_message ADD COLUMN sealed_for TEXT;
    `,
  },
  {
    id: 'sqs-004-move-tasks',
    sql: `
      CREATE TABLE sqs_move_task (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        destination TEXT,
        rate INTEGER,
        started INTEGER NOT NULL,
        to_move INTEGER NOT NULL,
        moved INTEGER NOT NULL,
        status TEXT NOT NULL,
        failure TEXT
      ) STRICT;
      CREATE INDEX sqs_move_task_by_source ON sqs_move_task (source, sequence);
    `,
  },
];
