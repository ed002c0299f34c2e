// The tables of S3 Control. Landed steps never change.
import type { Migration } from '../../platform/database.ts';

export const s3ControlMigrations: readonly Migration[] = [
  {
    id: 's3control-001-jobs',
    sql: `
      CREATE TABLE s3control_job (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        -- ClientRequestToken, and a hash of what came with it
        token TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        request TEXT NOT NULL,
        created INTEGER NOT NULL,
        status TEXT NOT NULL,
        priority INTEGER NOT NULL,
        -- what else changes: progress, failures, tags, times
        state TEXT NOT NULL,
        ended INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX s3control_job_token ON s3control_job (account, region, token);
      CREATE INDEX s3control_job_list ON s3control_job (account, region, seq);
      CREATE INDEX s3control_job_live ON s3control_job (priority, seq) WHERE ended IS NULL;

      CREATE TABLE s3control_task (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        job TEXT NOT NULL,
        bucket TEXT NOT NULL,
        key TEXT NOT NULL,
        version_id TEXT,
        -- waiting, running, succeeded, failed
        state TEXT NOT NULL DEFAULT 'waiting',
        -- the replication tasks that it waits for, and a refusal that stands already
        pending TEXT,
        http_status INTEGER,
        error_code TEXT,
        message TEXT
      ) STRICT;
      CREATE INDEX s3control_task_state ON s3control_task (job, state, seq);
    `,
  },
];
