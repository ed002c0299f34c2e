// KMS's tables. Key material stands wrapped under the master key; nothing else here is secret.
import type { Migration } from '../../platform/database.ts';

export const kmsMigrations: readonly Migration[] = [
  {
    id: 'kms-001-keys',
    sql: `
      CREATE TABLE kms_key (
        arn TEXT PRIMARY KEY,
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        id TEXT NOT NULL,
        spec TEXT NOT NULL,
        usage TEXT NOT NULL,
        origin TEXT NOT NULL,
        manager TEXT NOT NULL,
        description TEXT NOT NULL,
        policy TEXT NOT NULL,
        state TEXT NOT NULL,
        state_after TEXT,
        created INTEGER NOT NULL,
        deletion_date INTEGER,
        pending_window INTEGER,
        multi_region TEXT,
        rotation_period INTEGER,
        next_rotation INTEGER,
        on_demand_rotations INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX kms_key_by_owner ON kms_key (account, region, created, id);
      CREATE INDEX kms_key_by_id ON kms_key (account, id);
      CREATE INDEX kms_key_by_deletion ON kms_key (deletion_date) WHERE deletion_date IS NOT NULL;
      CREATE INDEX kms_key_by_rotation ON kms_key (next_rotation) WHERE next_rotation IS NOT NULL;
      CREATE INDEX kms_key_in_transit ON kms_key (state_after) WHERE state_after IS NOT NULL;

      CREATE TABLE kms_material (
        key_arn TEXT NOT NULL,
        handle TEXT NOT NULL,
        position INTEGER NOT NULL,
        state TEXT NOT NULL,
        wrapped BLOB,
        public_key BLOB,
        description TEXT,
        expires_at INTEGER,
        rotated_at INTEGER,
        rotation_type TEXT,
        PRIMARY KEY (key_arn, handle)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX kms_material_by_handle ON kms_material (handle);
      CREATE INDEX kms_material_by_expiry ON kms_material (expires_at) WHERE expires_at IS NOT NULL;

      CREATE TABLE kms_alias (
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        name TEXT NOT NULL,
        key_arn TEXT NOT NULL,
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        PRIMARY KEY (account, region, name)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX kms_alias_by_key ON kms_alias (key_arn);

      CREATE TABLE kms_tag (
        key_arn TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (key_arn, name)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE kms_grant (
        id TEXT PRIMARY KEY,
        key_arn TEXT NOT NULL,
        name TEXT NOT NULL,
        grantee TEXT NOT NULL,
        retiring TEXT,
        issuing_account TEXT NOT NULL,
        operations TEXT NOT NULL,
        constraints TEXT,
        created INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX kms_grant_by_key ON kms_grant (key_arn, created, id);
      CREATE INDEX kms_grant_by_retiring ON kms_grant (retiring);

      CREATE TABLE kms_usage (
        key_arn TEXT PRIMARY KEY,
        operation TEXT NOT NULL,
        time INTEGER NOT NULL,
        request_id TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
