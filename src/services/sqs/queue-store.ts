// Queues: their rows, and those already read.
import { type RenamePrincipal, renamePrincipal, traceOf } from '../../access/rename-principal.ts';
import type { AccountId, Region } from '../../core/ids.ts';
import type { Database } from '../../platform/database.ts';
import { type Attributes, type Queue, queueArn } from './queue.ts';

interface Row {
  readonly id: number;
  readonly account: AccountId;
  readonly region: Region;
  readonly name: string;
  readonly attributes: string;
  readonly tags: string;
  readonly created: number;
  readonly modified: number;
  readonly purged: number;
}

export type QueueStore = ReturnType<typeof createQueueStore>;

export function createQueueStore(database: Database) {
  const select = database.prepare<[string, string, string], Row>(
    'SELECT * FROM sqs_queue WHERE account = ? AND region = ? AND name = ?',
  );
  const selectAll = database.prepare<[string, string, string, string, string], Row>(
    'SELECT * FROM sqs_queue WHERE account = ? AND region = ? AND name > ? AND substr(name, 1, length(?)) = ? ORDER BY name',
  );
  const insert = database.prepare<[string, string, string, string, string, number, number]>(
    'INSERT INTO sqs_queue (account, region, name, attributes, tags, created, modified, purged) VALUES (?, ?, ?, ?, ?, ?, ?, 0)',
  );
  const update = database.prepare<[string, string, number, number, number]>(
    'UPDATE sqs_queue SET attributes = ?, tags = ?, modified = ?, purged = ? WHERE id = ?',
  );
  const naming = database.prepare<[string], Row>(
    "SELECT * FROM sqs_queue WHERE instr(attributes ->> 'Policy', ?) > 0",
  );
  const drop = database.prepare<[number]>('DELETE FROM sqs_queue WHERE id = ?');
  /** Attributes are JSON: each queue is read once. */
  const known = new Map<string, Queue>();

  function find(account: AccountId, region: Region, name: string): Queue | undefined {
    const arn = queueArn(account, region, name);
    const hit = known.get(arn);
    if (hit) return hit;
    const row = select.get(account, region, name);
    if (!row) return undefined;
    const queue = queueOf(row);
    known.set(arn, queue);
    return queue;
  }

  function save(queue: Queue): void {
    update.run(
      JSON.stringify(queue.attributes),
      JSON.stringify(queue.tags),
      queue.modified,
      queue.purged,
      queue.id,
    );
    known.delete(queue.arn);
  }

  return {
    find,
    /** By name, after the given one. */
    list: (account: AccountId, region: Region, prefix: string, after: string): Queue[] =>
      selectAll.all(account, region, after, prefix, prefix).map(queueOf),
    /** Within a commit, as all that follow. */
    insert(
      account: AccountId,
      region: Region,
      name: string,
      attributes: Attributes,
      tags: Readonly<Record<string, string>>,
      now: number,
    ): void {
      insert.run(account, region, name, JSON.stringify(attributes), JSON.stringify(tags), now, now);
    },
    save,
    /** In every queue's policy: follows a user or a role to another name, or to the id of a deleted one. */
    renamePrincipal: ((from, to) => {
      for (const row of naming.all(traceOf(from))) {
        const queue = queueOf(row);
        const Policy = renamePrincipal(queue.attributes.Policy ?? '', from, to);
        if (Policy !== queue.attributes.Policy)
          save({ ...queue, attributes: { ...queue.attributes, Policy } });
      }
    }) satisfies RenamePrincipal,
    remove({ id, arn }: Queue): void {
      drop.run(id);
      known.delete(arn);
    },
    forget: () => known.clear(),
  };
}

function queueOf(row: Row): Queue {
  const { account, region, name } = row;
  return {
    ...row,
    arn: queueArn(account, region, name),
    fifo: name.endsWith('.fifo'),
    attributes: JSON.parse(row.attributes) as Attributes,
    tags: JSON.parse(row.tags) as Readonly<Record<string, string>>,
  };
}
