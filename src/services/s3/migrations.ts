// S3's tables. Bodies stand apart from the rows that listings read, so a page costs the same in any bucket.
import type { Migration } from '../../platform/database.ts';

export const objectMigrations: readonly Migration[] = [
  {
    id: 's3-001-buckets',
    sql: `
      CREATE TABLE s3_bucket (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        partition TEXT NOT NULL,
        name TEXT NOT NULL,
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        created INTEGER NOT NULL,
        -- '' until versioning is first set: such a bucket answers GetBucketVersioning with nothing
        versioning TEXT NOT NULL DEFAULT '' CHECK (versioning IN ('', 'Enabled', 'Suspended')),
        object_lock INTEGER NOT NULL DEFAULT 0,
        UNIQUE (partition, name)
      ) STRICT;
      CREATE INDEX s3_bucket_of_account ON s3_bucket (account, partition, name);
      CREATE TABLE s3_bucket_configuration (
        bucket INTEGER NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (bucket, kind)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    id: 's3-002-objects',
    sql: `
      CREATE TABLE s3_version (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        bucket INTEGER NOT NULL,
        key TEXT NOT NULL,
        version_id TEXT NOT NULL,
        latest INTEGER NOT NULL,
        delete_marker INTEGER NOT NULL,
        size INTEGER NOT NULL,
        etag TEXT NOT NULL,
        last_modified INTEGER NOT NULL,
        storage_class TEXT NOT NULL,
        owner TEXT NOT NULL,
        headers TEXT NOT NULL,
        checksum_algorithm TEXT,
        checksum_type TEXT,
        checksum TEXT,
        tags TEXT,
        acl TEXT,
        sse TEXT NOT NULL,
        sse_key TEXT,
        sse_context TEXT,
        bucket_key INTEGER NOT NULL DEFAULT 0,
        wrapped_key BLOB,
        -- SSE-C: salt and HMAC of the customer's key, and the MD5 that answers repeat
        customer_key BLOB,
        customer_md5 TEXT,
        -- the file that holds the body; NULL when it stands in s3_inline or in parts
        blob TEXT,
        salt BLOB,
        -- the multipart upload whose parts are the body
        upload INTEGER,
        parts INTEGER,
        replication_status TEXT,
        lock_mode TEXT,
        lock_until INTEGER,
        legal_hold TEXT,
        restore TEXT
      ) STRICT;
      CREATE UNIQUE INDEX s3_version_id ON s3_version (bucket, key, version_id);
      CREATE INDEX s3_version_order ON s3_version (bucket, key, seq DESC);
      CREATE INDEX s3_version_live ON s3_version
        (bucket, key, size, etag, last_modified, storage_class, checksum_algorithm, checksum_type, owner)
        WHERE latest = 1 AND delete_marker = 0;
      CREATE INDEX s3_version_blob ON s3_version (blob) WHERE blob IS NOT NULL;
      CREATE TABLE s3_inline (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    `,
  },
  {
    id: 's3-003-uploads',
    sql: `
      CREATE TABLE s3_upload (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        bucket INTEGER NOT NULL,
        key TEXT NOT NULL,
        upload_id TEXT NOT NULL UNIQUE,
        initiated INTEGER NOT NULL,
        initiator TEXT NOT NULL,
        -- completed uploads stay for a while, so that a repeated Complete gets the same answer
        seq INTEGER,
        draft TEXT NOT NULL,
        wrapped_key BLOB,
        customer_key BLOB
      ) STRICT;
      CREATE INDEX s3_upload_open ON s3_upload (bucket, key) WHERE seq IS NULL;
      CREATE TABLE s3_part (
        upload INTEGER NOT NULL,
        number INTEGER NOT NULL,
        size INTEGER NOT NULL,
        etag TEXT NOT NULL,
        last_modified INTEGER NOT NULL,
        blob TEXT NOT NULL,
        salt BLOB NOT NULL,
        checksum TEXT,
        -- where the part begins in the completed object
        start INTEGER,
        PRIMARY KEY (upload, number)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX s3_part_blob ON s3_part (blob);
    `,
  },
  {
    id: 's3-004-order-of-replicas',
    sql: `
      -- the seq of the version that a replica was made of; NULL for what was written here
      ALTER TABLE s3_version ADD COLUMN source_seq INTEGER;
      DROP INDEX s3_version_order;
      CREATE INDEX s3_version_order ON s3_version (bucket, key, coalesce(source_seq, seq) DESC);
    `,
  },
  {
    id: 's3-005-restored-versions',
    sql: 'CREATE INDEX s3_version_restore ON s3_version (seq) WHERE restore IS NOT NULL;',
  },
  {
    id: 's3-006-account-public-access-blocks',
    sql: `
      CREATE TABLE s3_account_public_access_block (
        account TEXT PRIMARY KEY,
        block TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
