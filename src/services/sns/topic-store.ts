// Topics: their rows, and those already read.
import { type RenamePrincipal, renamePrincipal, traceOf } from '../../access/rename-principal.ts';
import type { AccountId, Region } from '../../core/ids.ts';
import type { Database } from '../../platform/database.ts';
import type { Attributes, Topic } from './topic.ts';

interface Row {
  readonly arn: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly name: string;
  readonly attributes: string;
  readonly tags: string;
  readonly deleted_subscriptions: number;
}

export type TopicStore = ReturnType<typeof createTopicStore>;

export function createTopicStore(database: Database) {
  const select = database.prepare<[string], Row>('SELECT * FROM sns_topic WHERE arn = ?');
  const selectPage = database.prepare<[string, string, string, number], string>(
    'SELECT arn FROM sns_topic WHERE account = ? AND region = ? AND arn > ? ORDER BY arn LIMIT ?',
  );
  const insert = database.prepare<[string, string, string, string, string, string]>(
    'INSERT INTO sns_topic (arn, account, region, name, attributes, tags, deleted_subscriptions, published) VALUES (?, ?, ?, ?, ?, ?, 0, 0)',
  );
  const update = database.prepare<[string, string, string]>(
    'UPDATE sns_topic SET attributes = ?, tags = ? WHERE arn = ?',
  );
  const countDeleted = database.prepare<[string]>(
    'UPDATE sns_topic SET deleted_subscriptions = deleted_subscriptions + 1 WHERE arn = ?',
  );
  const countPublished = database
    .prepare<[string], number>(
      'UPDATE sns_topic SET published = published + 1 WHERE arn = ? RETURNING published',
    )
    .pluck();
  const naming = database.prepare<[string], Row>(
    "SELECT * FROM sns_topic WHERE instr(attributes ->> 'Policy', ?) > 0",
  );
  const drop = database.prepare<[string]>('DELETE FROM sns_topic WHERE arn = ?');
  const known = new Map<string, Topic>();

  function find(arn: string): Topic | undefined {
    const hit = known.get(arn);
    if (hit) return hit;
    const row = select.get(arn);
    if (!row) return undefined;
    const topic = topicOf(row);
    known.set(arn, topic);
    return topic;
  }

  return {
    find,
    page: (account: AccountId, region: Region, after: string, limit: number): string[] =>
      selectPage.pluck().all(account, region, after, limit) as string[],
    // Within a commit:
    insert({ arn, account, region, name, attributes, tags }: Topic): void {
      insert.run(arn, account, region, name, JSON.stringify(attributes), JSON.stringify(tags));
    },
    save({ arn, attributes, tags }: Topic): void {
      update.run(JSON.stringify(attributes), JSON.stringify(tags), arn);
      known.delete(arn);
    },
    countDeleted(arn: string): void {
      countDeleted.run(arn);
      known.delete(arn);
    },
    /** In every topic's policy: follows a user or a role to another name, or to the id of a deleted one. */
    renamePrincipal: ((from, to) => {
      for (const { arn, attributes, tags } of naming.all(traceOf(from))) {
        const given = JSON.parse(attributes) as Attributes;
        const Policy = renamePrincipal(given.Policy ?? '', from, to);
        if (Policy === given.Policy) continue;
        update.run(JSON.stringify({ ...given, Policy }), tags, arn);
        known.delete(arn);
      }
    }) satisfies RenamePrincipal,
    /** The number of a FIFO topic's next message. */
    nextNumber: (arn: string): number => countPublished.get(arn) ?? 0,
    remove(arn: string): void {
      drop.run(arn);
      known.delete(arn);
    },
    forget: () => known.clear(),
  };
}

const topicOf = (row: Row): Topic => ({
  arn: row.arn,
  account: row.account,
  region: row.region,
  name: row.name,
  fifo: row.name.endsWith('.fifo'),
  attributes: JSON.parse(row.attributes) as Attributes,
  tags: JSON.parse(row.tags) as Readonly<Record<string, string>>,
  deletedSubscriptions: row.deleted_subscriptions,
});
