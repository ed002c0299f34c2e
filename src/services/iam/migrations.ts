// IAM's tables. Users, roles and groups share one; what hangs on them hangs on their unique id, so that a
// renamed user keeps it and a recreated role does not inherit it.
import type { Migration } from '../../platform/database.ts';

export const iamMigrations: readonly Migration[] = [
  {
    id: 'iam-001-entities',
    sql: `
      CREATE TABLE iam_entity (
        id TEXT PRIMARY KEY,
        account TEXT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        path TEXT NOT NULL,
        created INTEGER NOT NULL,
        trust TEXT,
        description TEXT,
        max_session INTEGER,
        boundary TEXT,
        UNIQUE (account, kind, key)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE iam_inline_policy (
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        document TEXT NOT NULL,
        PRIMARY KEY (owner, name)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE iam_attachment (
        owner TEXT NOT NULL,
        policy TEXT NOT NULL,
        PRIMARY KEY (owner, policy)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX iam_attachment_by_policy ON iam_attachment (policy);
      CREATE TABLE iam_tag (
        owner TEXT NOT NULL,
        key TEXT NOT NULL COLLATE NOCASE,
        value TEXT NOT NULL,
        PRIMARY KEY (owner, key)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE iam_membership (
        user TEXT NOT NULL,
        grp TEXT NOT NULL,
        PRIMARY KEY (user, grp)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX iam_membership_by_group ON iam_membership (grp);
      CREATE TABLE iam_access_key (
        id TEXT PRIMARY KEY,
        user TEXT NOT NULL,
        secret BLOB NOT NULL,
        active INTEGER NOT NULL,
        created INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX iam_access_key_by_user ON iam_access_key (user);
      CREATE TABLE iam_policy (
        arn TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        account TEXT NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        path TEXT NOT NULL,
        description TEXT,
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        default_version INTEGER NOT NULL,
        last_version INTEGER NOT NULL,
        UNIQUE (account, key)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE iam_policy_version (
        arn TEXT NOT NULL,
        version INTEGER NOT NULL,
        document TEXT NOT NULL,
        created INTEGER NOT NULL,
        PRIMARY KEY (arn, version)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    id: 'iam-002-documents',
    sql: `
      CREATE TABLE iam_document (
        account TEXT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        document TEXT NOT NULL,
        PRIMARY KEY (account, kind, key)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    // Keys of one spelling in capitals and small letters are two, but on users and roles.
    id: 'iam-003-tag-case',
    sql: `
      CREATE TABLE iam_tag_exact (
        owner TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (owner, key)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO iam_tag_exact SELECT owner, key, value FROM iam_tag;
      DROP TABLE iam_tag;
      ALTER TABLE iam_tag_exact RENAME TO iam_tag;
    `,
  },
];
