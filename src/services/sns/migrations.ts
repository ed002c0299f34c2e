// Topics, subscriptions, and the outbox: what was published stands sealed until its last delivery has ended.
import type { Migration } from '../../platform/database.ts';

export const snsMigrations: readonly Migration[] = [
  {
    id: 'sns-001-topics',
    sql: `
      CREATE TABLE sns_topic (
        arn TEXT PRIMARY KEY,
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        name TEXT NOT NULL,
        attributes TEXT NOT NULL,
        tags TEXT NOT NULL,
        deleted_subscriptions INTEGER NOT NULL,
        published INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sns_topic_by_account ON sns_topic (account, region, arn);
      CREATE TABLE sns_subscription (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        arn TEXT NOT NULL UNIQUE,
        topic TEXT NOT NULL,
        account TEXT NOT NULL,
        region TEXT NOT NULL,
        protocol TEXT NOT NULL,
        endpoint TEXT NOT NULL,
        principal TEXT NOT NULL,
        origin TEXT NOT NULL,
        attributes TEXT NOT NULL,
        token TEXT,
        confirmed INTEGER NOT NULL,
        authenticated INTEGER NOT NULL,
        guarded INTEGER NOT NULL,
        UNIQUE (topic, protocol, endpoint)
      ) STRICT;
      CREATE TABLE sns_message (
        id TEXT PRIMARY KEY,
        sealed BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE sns_delivery (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        message TEXT NOT NULL,
        subscription TEXT NOT NULL,
        due INTEGER NOT NULL,
        attempts INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX sns_delivery_by_message ON sns_delivery (message);
      CREATE TABLE sns_duplicate (
        topic TEXT NOT NULL,
        key TEXT NOT NULL,
        id TEXT NOT NULL,
        number INTEGER NOT NULL,
        until INTEGER NOT NULL,
        PRIMARY KEY (topic, key)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    id: 'sns-002-signing-key',
    sql: `
      CREATE TABLE sns_signing_key (
        sealed BLOB NOT NULL,
        certificate TEXT NOT NULL
      ) STRICT;
    `,
  },
  {
    // Endpoints that were unsubscribed, as long as the link they were sent brings them back.
    id: 'sns-003-former-subscriptions',
    sql: `
      CREATE TABLE sns_former_subscription (
        arn TEXT PRIMARY KEY,
        topic TEXT NOT NULL,
        token TEXT NOT NULL,
        subscription TEXT NOT NULL,
        until INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sns_former_subscription_by_token ON sns_former_subscription (topic, token);
    `,
  },
];
