// The outbox: what was published and to whom it is still owed, in the same transaction as Publish itself.
import { createHash, type KeyObject } from 'node:crypto';
import type { Database } from '../../../platform/database.ts';
import type { Random } from '../../../platform/random.ts';
import { openText, sealText } from '../../../platform/sealed-text.ts';
import type { Publication } from '../publication.ts';

/** A publication as it stands in the outbox. */
export interface Posted extends Publication {
  readonly id: string;
  readonly timestamp: string;
  /** Of a FIFO topic. */
  readonly sequenceNumber?: string;
}
export interface Owed {
  readonly sequence: number;
  readonly message: string;
  readonly subscription: string;
  readonly due: number;
  readonly attempts: number;
}

const DEDUPLICATION_MS = 5 * 60 * 1000;
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Twenty digits, as AWS writes them. */
export const sequenceNumberOf = (number: number): string =>
  (10_000_000_000_000_000_000n + BigInt(number)).toString();

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox(database: Database, masterKey: KeyObject, random: Random) {
  const insertMessage = database.prepare<[string, Buffer]>(
    'INSERT INTO sns_message (id, sealed) VALUES (?, ?)',
  );
  const insertOwed = database.prepare<[string, string, number]>(
    'INSERT INTO sns_delivery (message, subscription, due, attempts) VALUES (?, ?, ?, 0)',
  );
  const selectOwed = database.prepare<[number], Owed>('SELECT * FROM sns_delivery WHERE sequence = ?');
  const selectAll = database.prepare<[], Owed>('SELECT * FROM sns_delivery ORDER BY sequence');
  const selectMessage = database
    .prepare<[string], Buffer>('SELECT sealed FROM sns_message WHERE id = ?')
    .pluck();
  const postpone = database.prepare<[number, number, number]>(
    'UPDATE sns_delivery SET due = ?, attempts = ? WHERE sequence = ?',
  );
  const drop = database.prepare<[number]>('DELETE FROM sns_delivery WHERE sequence = ?');
  const dropMessage = database.prepare<[string, string]>(
    'DELETE FROM sns_message WHERE id = ? AND NOT EXISTS (SELECT 1 FROM sns_delivery WHERE message = ?)',
  );
  const duplicate = database.prepare<[string, string, number], { id: string; number: number }>(
    'SELECT id, number FROM sns_duplicate WHERE topic = ? AND key = ? AND until > ?',
  );
  const remember = database.prepare<[string, string, string, number, number]>(
    'INSERT OR REPLACE INTO sns_duplicate (topic, key, id, number, until) VALUES (?, ?, ?, ?, ?)',
  );
  const forgetOld = database.prepare<[number]>('DELETE FROM sns_duplicate WHERE until <= ?');

  return {
    // Within a commit:
    post(posted: Posted, subscriptions: readonly string[], now: number): readonly Owed[] {
      if (subscriptions.length === 0) return [];
      const text = JSON.stringify(posted, binaryOut);
      insertMessage.run(posted.id, sealText(text, posted.id, masterKey, random));
      return subscriptions.map((subscription) => {
        const sequence = Number(insertOwed.run(posted.id, subscription, now).lastInsertRowid);
        return { sequence, message: posted.id, subscription, due: now, attempts: 0 };
      });
    },
    findDuplicate(topic: string, key: string, now: number) {
      forgetOld.run(now);
      return duplicate.get(topic, digest(key), now);
    },
    remember: (topic: string, key: string, id: string, number: number, now: number) =>
      remember.run(topic, digest(key), id, number, now + DEDUPLICATION_MS),
    postpone: (sequence: number, due: number, attempts: number) => postpone.run(due, attempts, sequence),
    end({ sequence, message }: Owed): void {
      drop.run(sequence);
      dropMessage.run(message, message);
    },
    // Reading:
    find: (sequence: number) => selectOwed.get(sequence),
    all: () => selectAll.all(),
    read(id: string): Posted | undefined {
      const sealed = selectMessage.get(id);
      return sealed && (JSON.parse(openText(sealed, id, masterKey), binaryIn) as Posted);
    },
  };
}

const binaryOut = (key: string, value: unknown): unknown => {
  if (key !== 'BinaryValue' || value === undefined) return value;
  // A Buffer has turned into its own JSON form by now.
  const bytes = value instanceof Uint8Array ? value : Buffer.from((value as { data: number[] }).data);
  return Buffer.from(bytes).toString('base64');
};
const binaryIn = (key: string, value: unknown): unknown =>
  key === 'BinaryValue' && typeof value === 'string' ? Buffer.from(value, 'base64') : value;
