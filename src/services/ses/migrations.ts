// SES's tables. Everything lives per account and region; what a mail says is never in the clear.
import type { Migration } from '../../platform/database.ts';

export const sesMigrations: readonly Migration[] = [
  {
    id: 'ses-001-receiving',
    sql: `
      CREATE TABLE ses_identity (
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        -- Lower case: domains, and local parts too (facts/ses-receiving.md §2, a choice).
        identity TEXT NOT NULL,
        kind TEXT NOT NULL,
        status TEXT NOT NULL,
        token TEXT NOT NULL,
        dkim TEXT,
        sequence INTEGER NOT NULL,
        PRIMARY KEY (account, region, identity)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX ses_identity_by_name ON ses_identity (identity, sequence);

      CREATE TABLE ses_rule_set (
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        name TEXT NOT NULL,
        created INTEGER NOT NULL,
        active INTEGER NOT NULL,
        -- The rules in their order, as JSON: they are always read and ordered together.
        rules TEXT NOT NULL,
        PRIMARY KEY (account, region, name)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE ses_filter (
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        name TEXT NOT NULL,
        policy TEXT NOT NULL,
        cidr TEXT NOT NULL,
        PRIMARY KEY (account, region, name)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE ses_mail (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        received INTEGER NOT NULL,
        -- When the next action is due; NULL when none is left.
        due INTEGER,
        -- Envelope and headers, sealed under the master key.
        document BLOB NOT NULL,
        -- The message for the actions that are left: sealed here, or in a blob under a sealed key.
        body BLOB,
        blob TEXT,
        blob_key BLOB,
        length INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX ses_mail_due ON ses_mail (due) WHERE due IS NOT NULL;

      CREATE TABLE ses_sent (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        document BLOB NOT NULL
      ) STRICT;
    `,
  },
  {
    id: 'ses-002-steps',
    sql: `
      -- All verified identities are in memory.
      DROP INDEX IF EXISTS ses_identity_by_name;
      -- The actions and their outcomes, sealed: the one part of a mail that changes.
      ALTER TABLE ses_mail ADD COLUMN steps BLOB;
    `,
  },
  {
    id: 'ses-003-sending',
    sql: `
      -- As JSON; only SESv2 gives an identity any.
      ALTER TABLE ses_identity ADD COLUMN tags TEXT;
      -- When it was sent, and to how many; what older versions sent counts as long ago.
      ALTER TABLE ses_sent ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE ses_sent ADD COLUMN recipients INTEGER NOT NULL DEFAULT 0;
      -- When the next delivery is due; NULL when none is left.
      ALTER TABLE ses_sent ADD COLUMN due INTEGER;
      -- Who has it and who has not, sealed: the one part of a sent mail that changes.
      ALTER TABLE ses_sent ADD COLUMN deliveries BLOB;
      CREATE INDEX ses_sent_due ON ses_sent (due) WHERE due IS NOT NULL;
    `,
  },
  {
    id: 'ses-004-identity-attributes',
    sql: `
      -- As JSON: feedback notifications and the custom MAIL FROM domain.
      ALTER TABLE ses_identity ADD COLUMN attributes TEXT;
      -- Sending authorization. An identity need not stand for one to be put (probed: floci-io/floci #1750).
      CREATE TABLE ses_identity_policy (
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        identity TEXT NOT NULL,
        name TEXT NOT NULL,
        policy TEXT NOT NULL,
        PRIMARY KEY (account, region, identity, name)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
