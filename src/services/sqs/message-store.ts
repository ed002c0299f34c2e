// Messages at rest: sealed rows, and which of them may be taken now.
import { createHash, type KeyObject } from 'node:crypto';
import type { Database } from '../../platform/database.ts';
import type { Random } from '../../platform/random.ts';
import { openText, sealText } from '../../platform/sealed-text.ts';
import type { Draft } from './draft.ts';
import type { DataKey, WrappedKey } from './encryption/data-keys.ts';
import type { MessageAttributes } from './message-attributes.ts';
import type { Queue } from './queue.ts';

export interface StoredMessage {
  readonly sequence: number;
  readonly id: string;
  readonly sealed: Buffer;
  readonly sent: number;
  readonly visible_at: number;
  readonly receives: number;
  readonly first_received: number | null;
  readonly receipt: string | null;
  readonly message_group: string | null;
  readonly dead_letter_source: string | null;
  /** Both null where SQS's own encryption seals the message. */
  readonly data_key: Buffer | null;
  readonly sealed_for: string | null;
}
/** What a message says. */
export interface Contents {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly system: MessageAttributes;
  readonly sender: string;
  readonly group?: string;
  readonly deduplication?: string;
}
export interface Counts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** FIFO queues know a deduplication id for five minutes. */
const DEDUPLICATION_MS = 5 * 60 * 1000;

/** How far into a FIFO queue's backlog a receiver looks for groups (AWS: 120,000 messages). */
const NEAR = 1_000;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

export type MessageStore = ReturnType<typeof createMessageStore>;

export function createMessageStore(database: Database, masterKey: KeyObject, random: Random) {
  const insert = database.prepare<
    [number, string, Buffer, number, number, string | null, Uint8Array | null, string | null]
  >(
    'INSERT INTO sqs_message (queue, id, sealed, sent, visible_at, receives, message_group, data_key, sealed_for) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?)',
  );
  const available = database.prepare<[number, number, number], StoredMessage>(
    'SELECT * FROM sqs_message WHERE queue = ? AND visible_at <= ? ORDER BY sequence LIMIT ?',
  );
  /**
   * Of each group what stands before its first hidden message; groups one after the other, in the order in which they
   * have come to be seen (recorded: LocalStack's FIFO tests against AWS). One query, however long a backlog is.
   */
  const availableInOrder = database.prepare<[number, number, number, number, number, number], StoredMessage>(
    `WITH barrier AS MATERIALIZED
       (SELECT message_group, min(sequence) AS at FROM sqs_message WHERE queue = ? AND visible_at > ? GROUP BY message_group),
     near AS
       (SELECT sequence, visible_at, message_group FROM sqs_message LEFT JOIN barrier USING (message_group)
         WHERE queue = ? AND visible_at <= ? AND (at IS NULL OR sequence < at) ORDER BY sequence LIMIT ?),
     ranked AS
       (SELECT sequence, first_value(visible_at) OVER one AS since, min(sequence) OVER one AS head
         FROM near WINDOW one AS (PARTITION BY message_group ORDER BY sequence))
     SELECT sqs_message.* FROM ranked JOIN sqs_message USING (sequence) ORDER BY since, head, sequence LIMIT ?`,
  );
  const select = database.prepare<[number, number, string], StoredMessage>(
    'SELECT * FROM sqs_message WHERE queue = ? AND sequence = ? AND id = ?',
  );
  const nextVisible = database
    .prepare<[number, number], number | null>(
      'SELECT min(visible_at) FROM sqs_message WHERE queue = ? AND visible_at > ?',
    )
    .pluck();
  const countInFlight = database
    .prepare<[number, number], number>(
      'SELECT count(*) FROM sqs_message WHERE queue = ? AND visible_at > ? AND receipt IS NOT NULL',
    )
    .pluck();
  const take = database.prepare<[number, number, string, number]>(
    'UPDATE sqs_message SET visible_at = ?, receives = receives + 1, first_received = coalesce(first_received, ?), receipt = ? WHERE sequence = ?',
  );
  const hide = database.prepare<[number, number]>('UPDATE sqs_message SET visible_at = ? WHERE sequence = ?');
  const bury = database.prepare<[number, number, string, number]>(
    'UPDATE sqs_message SET queue = ?, visible_at = ?, receipt = NULL, dead_letter_source = ? WHERE sequence = ?',
  );
  const copy = database.prepare<[number, number, number, number]>(
    `INSERT INTO sqs_message (queue, id, sealed, sent, visible_at, receives, message_group, data_key, sealed_for)
     SELECT ?, id, sealed, ?, ?, 0, message_group, data_key, sealed_for FROM sqs_message WHERE sequence = ?`,
  );
  const drop = database.prepare<[number]>('DELETE FROM sqs_message WHERE sequence = ?');
  const dropAll = database.prepare<[number]>('DELETE FROM sqs_message WHERE queue = ?');
  const expire = database.prepare<[number, number]>('DELETE FROM sqs_message WHERE queue = ? AND sent <= ?');
  const count = database.prepare<[number, number, number, number, number], Counts>(
    `SELECT count(*) FILTER (WHERE visible_at <= ?) AS visible,
            count(*) FILTER (WHERE visible_at > ? AND receipt IS NOT NULL) AS inFlight,
            count(*) FILTER (WHERE visible_at > ? AND receipt IS NULL) AS delayed
       FROM sqs_message WHERE queue = ? AND sent > ?`,
  );
  const duplicate = database.prepare<[number, string, number], { id: string; sequence: number }>(
    'SELECT id, sequence FROM sqs_duplicate WHERE queue = ? AND key = ? AND until > ?',
  );
  const remember = database.prepare<[number, string, string, number, number]>(
    'INSERT OR REPLACE INTO sqs_duplicate (queue, key, id, sequence, until) VALUES (?, ?, ?, ?, ?)',
  );
  const forgetOld = database.prepare<[number]>('DELETE FROM sqs_duplicate WHERE until <= ?');
  const forgetAll = database.prepare<[number]>('DELETE FROM sqs_duplicate WHERE queue = ?');

  function seal(id: string, draft: Draft, key: KeyObject): Buffer {
    const { body, attributes, system, sender, group, deduplication } = draft;
    const contents = JSON.stringify({ body, attributes, system, sender, group, deduplication }, binaryOut);
    return sealText(contents, id, key, random);
  }

  return {
    /** Sealed before the commit; the answer's `write` belongs into one. */
    prepare(draft: Draft, queue: Queue, dataKey: DataKey | undefined) {
      const id = random.uuid();
      const sealed = seal(id, draft, dataKey?.key ?? masterKey);
      const wrapped = [dataKey?.ciphertext ?? null, dataKey?.queueArn ?? null] as const;
      const group = draft.group === undefined ? null : digest(draft.group);
      const scope = queue.attributes.DeduplicationScope === 'messageGroup' ? `${group} ` : '';
      const key = draft.deduplication === undefined ? undefined : digest(scope + draft.deduplication);
      return (now: number): { id: string; sequence: number } => {
        if (key !== undefined) {
          forgetOld.run(now);
          const known = duplicate.get(queue.id, key, now);
          if (known) return known;
        }
        const visibleAt = now + draft.delay * 1000;
        const sequence = Number(
          insert.run(queue.id, id, sealed, now, visibleAt, group, ...wrapped).lastInsertRowid,
        );
        if (key !== undefined) remember.run(queue.id, key, id, sequence, now + DEDUPLICATION_MS);
        return { id, sequence };
      };
    },
    /** @param dataKey of a message that has a wrapped one. */
    contents({ id, sealed }: StoredMessage, dataKey: KeyObject | undefined): Contents {
      return JSON.parse(openText(sealed, id, dataKey ?? masterKey), binaryIn) as Contents;
    },
    /** The first messages that may be taken. */
    available: ({ id, fifo }: Queue, now: number, limit: number): StoredMessage[] =>
      fifo ? availableInOrder.all(id, now, id, now, NEAR, limit) : available.all(id, now, limit),
    find: (queue: Queue, sequence: number, id: string) => select.get(queue.id, sequence, id),
    /** When the earliest hidden message shows itself. */
    nextVisible: (queue: Queue, now: number) => nextVisible.get(queue.id, now) ?? undefined,
    countInFlight: (queue: Queue, now: number): number => countInFlight.get(queue.id, now) ?? 0,
    count: (queue: Queue, now: number, oldest: number): Counts =>
      count.get(now, now, now, queue.id, oldest) ?? { visible: 0, inFlight: 0, delayed: 0 },
    // Within a commit:
    take: (sequence: number, now: number, until: number, receipt: string) =>
      take.run(until, now, receipt, sequence),
    hide: (sequence: number, until: number) => hide.run(until, sequence),
    bury: (sequence: number, target: Queue, now: number, source: string) =>
      bury.run(target.id, now, source, sequence),
    /** As a new message, behind all that the target holds. */
    move(sequence: number, target: Queue, now: number): void {
      copy.run(target.id, now, now, sequence);
      drop.run(sequence);
    },
    remove: (sequence: number) => drop.run(sequence),
    clear(queue: Queue): void {
      dropAll.run(queue.id);
      forgetAll.run(queue.id);
    },
    purge: (queue: Queue) => dropAll.run(queue.id),
    expire: (queue: Queue, oldest: number) => expire.run(queue.id, oldest),
  };
}

export const wrappedKeyOf = ({ data_key, sealed_for }: StoredMessage): WrappedKey | undefined =>
  data_key === null || sealed_for === null ? undefined : { ciphertext: data_key, queueArn: sealed_for };

/** Bytes travel through JSON as base64 under a name no attribute has. */
const binaryOut = (key: string, value: unknown): unknown => {
  if (key !== 'BinaryValue' || value === undefined) return value;
  // A Buffer has turned into its own JSON form by now.
  const bytes = value instanceof Uint8Array ? value : Buffer.from((value as { data: number[] }).data);
  return Buffer.from(bytes).toString('base64');
};
const binaryIn = (key: string, value: unknown): unknown =>
  key === 'BinaryValue' && typeof value === 'string' ? Buffer.from(value, 'base64') : value;
