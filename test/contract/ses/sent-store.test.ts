// Sent mail as it lies in the database: what older versions wrote is read as well.
import { createSecretKey } from 'node:crypto';
import { expect, it } from 'vitest';
import type { AccountId, Region } from '../../../src/core/ids.ts';
import { openDatabase } from '../../../src/platform/database.ts';
import { createRandom } from '../../../src/platform/random.ts';
import { sealRecord } from '../../../src/platform/sealed-record.ts';
import { sesMigrations } from '../../../src/services/ses/migrations.ts';
import { Retention } from '../../../src/services/ses/retention.ts';
import type { SentMail } from '../../../src/services/ses/sending/outbox.ts';
import { SentStore } from '../../../src/services/ses/sent-store.ts';

const random = createRandom();
const masterKey = createSecretKey(random.bytes(32));
const database = openDatabase({ file: ':memory:', migrations: sesMigrations, durability: 'normal' });
const store = new SentStore(database, masterKey, random, new Retention(database, 'ses_sent'));

const mail: SentMail = {
  id: 'one',
  account: '000000000000' as AccountId,
  region: 'us-east-1' as Region,
  timestamp: '2026-01-02T03:04:05.000Z',
  source: 'ann@example.com',
  reversePath: 'bounces@example.com',
  destinations: ['bob@example.org'],
  raw: Buffer.from(Array.from({ length: 512 }, (_, at) => at % 256)),
  deliveries: [{ recipient: 'bob@example.org', status: 'kept' }],
};

it('a sent mail comes back byte for byte, NULs and all', async () => {
  await database.commit(store.insertion(mail));
  expect(store.find('one')).toEqual(mail);
});

it('so does one of a version that kept the message in base64 among the rest', async () => {
  const { deliveries: _deliveries, reversePath: _reversePath, ...old } = { ...mail, id: 'old' };
  const json = JSON.stringify({ ...old, raw: mail.raw.toString('base64') });
  const document = sealRecord(masterKey, random, 'sent old', Buffer.from(json));
  const insert = database.prepare<[string, string, string, Buffer]>(
    'INSERT INTO ses_sent (id, account, region, document) VALUES (?, ?, ?, ?)',
  );
  await database.commit(() => {
    insert.run('old', mail.account, mail.region, document);
  });
  expect(store.find('old')).toEqual({ ...mail, id: 'old', reversePath: mail.source, deliveries: [] });
});
