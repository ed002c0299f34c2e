// The replication queue: one row for each version, change and destination, written in the transaction that
// writes the version. WHERE status = 'PENDING' is at once the queue, the retry list and the recovery log.
import type { Database, Migration, Statement } from '../../../platform/database.ts';
import { FRAME } from '../encryption/frames.ts';
import {
  bodyOf,
  type KeyCall,
  type Lane,
  type NewTask,
  type Task,
  type TaskEnd,
  type TaskFilter,
  type TaskRow,
  taskOf,
  textOf,
} from './task.ts';

const LARGE_OBJECT = 8 * 1024 * 1024;
const laneOf = (size: number): Lane => (size <= FRAME ? 'small' : size <= LARGE_OBJECT ? 'medium' : 'large');
const LANE_NUMBERS: Readonly<Record<Lane, number>> = { small: 0, large: 1, medium: 2 };

export const replicationMigrations: readonly Migration[] = [
  {
    id: 's3-replication-001-task',
    sql: `
      CREATE TABLE s3_replication_task (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        bucket INTEGER NOT NULL,
        key TEXT NOT NULL,
        version_id TEXT NOT NULL,
        operation TEXT NOT NULL,
        destination TEXT NOT NULL,
        rule TEXT NOT NULL,
        size INTEGER NOT NULL,
        lane INTEGER NOT NULL,
        status TEXT NOT NULL,
        -- an earlier task of the same key and destination is pending: only heads of these lines are taken
        blocked INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        created INTEGER NOT NULL,
        due INTEGER NOT NULL,
        ended INTEGER,
        failure_reason TEXT,
        explanation TEXT,
        key_calls TEXT
      ) STRICT;
      CREATE INDEX s3_replication_task_due ON s3_replication_task (lane, due, seq)
        WHERE status = 'PENDING' AND blocked = 0;
      CREATE INDEX s3_replication_task_order ON s3_replication_task (bucket, key, destination, seq)
        WHERE status = 'PENDING';
      CREATE INDEX s3_replication_task_version ON s3_replication_task (bucket, key, version_id);
    `,
  },
];

export class ReplicationQueue {
  private readonly insert: Statement;
  private readonly pendingOf: Statement<[number, string, string], 1>;
  private readonly select: Statement<[number, number, number], TaskRow>;
  private readonly next: Statement<[number, number], { readonly due: number | null }>;
  private readonly finish: Statement;
  private readonly unblock: Statement;
  private readonly delay: Statement;
  private readonly untrack: Statement<[number, number, string, string], { readonly destination: string }>;
  private readonly drop: Statement<[number, string, string]>;
  private readonly bySeq: Statement<[number], TaskRow>;
  private readonly ofVersion: Statement<[number, string, string], TaskRow>;
  private readonly another: Statement<[number, string, string, number], 1>;
  /** By their text: filters make a handful of statements. */
  private readonly filtered = new Map<string, Statement<unknown[], TaskRow>>();

  constructor(private readonly database: Database) {
    const pending = "status = 'PENDING'";
    const line = `bucket = ? AND key = ? AND destination = ? AND ${pending}`;
    const head = `${pending} AND blocked = 0`;
    this.insert = database.prepare(
      `INSERT INTO s3_replication_task
         (bucket, key, version_id, operation, destination, rule, size, lane, status, blocked, created, due)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', ?, ?, ?)`,
    );
    this.pendingOf = database.prepare(`SELECT 1 FROM s3_replication_task WHERE ${line} LIMIT 1`);
    this.select = database.prepare(
      `SELECT * FROM s3_replication_task WHERE lane = ? AND due <= ? AND ${head} ORDER BY due, seq LIMIT ?`,
    );
    this.next = database.prepare(
      `SELECT min(due) AS due FROM s3_replication_task WHERE lane = ? AND due > ? AND ${head}`,
    );
    this.finish = database.prepare(
      `UPDATE s3_replication_task
       SET status = ?, attempts = attempts + 1, ended = ?, failure_reason = ?, explanation = ?, key_calls = ?
       WHERE seq = ? AND ${pending}`,
    );
    this.unblock = database.prepare(
      `UPDATE s3_replication_task SET blocked = 0
       WHERE seq = (SELECT min(seq) FROM s3_replication_task WHERE ${line})`,
    );
    this.delay = database.prepare(
      `UPDATE s3_replication_task SET attempts = attempts + ?, due = ?, explanation = ?, key_calls = ?
       WHERE seq = ? AND ${pending}`,
    );
    this.untrack = database.prepare(
      `UPDATE s3_replication_task
       SET status = 'UNTRACKED', ended = ?, failure_reason = 'SrcVersionNotFound'
       WHERE bucket = ? AND key = ? AND version_id = ? AND ${pending} RETURNING destination`,
    );
    this.drop = database.prepare(
      `DELETE FROM s3_replication_task
       WHERE bucket = ? AND key = ? AND version_id = ? AND status IN ('COMPLETED', 'FAILED')`,
    );
    this.bySeq = database.prepare('SELECT * FROM s3_replication_task WHERE seq = ?');
    this.ofVersion = database.prepare(
      'SELECT * FROM s3_replication_task WHERE bucket = ? AND key = ? AND version_id = ? ORDER BY seq',
    );
    this.another = database.prepare(
      `SELECT 1 FROM s3_replication_task WHERE bucket = ? AND key = ? AND version_id = ? AND seq <> ? LIMIT 1`,
    );
  }

  /** Inside the transaction that writes the version. A key's tasks never overtake one another. */
  add({ bucket, key, versionId, operation, rule, size, time }: NewTask): number {
    const blocked = this.pendingOf.get(bucket, key, rule.destination) ? 1 : 0;
    const lane = LANE_NUMBERS[laneOf(bodyOf({ operation, size }))];
    const snapshot = textOf(rule);
    const { lastInsertRowid } = this.insert.run(
      bucket,
      key,
      versionId,
      operation,
      rule.destination,
      snapshot,
      size,
      lane,
      blocked,
      time,
      time,
    );
    return Number(lastInsertRowid);
  }

  /** Tasks that may run now, each the first of its key and destination. */
  due(lane: Lane, now: number, limit: number): readonly Task[] {
    return this.select.all(LANE_NUMBERS[lane], now, limit).map(taskOf);
  }

  /** When the earliest task that is not due yet becomes due. */
  nextDue(now: number): number | undefined {
    const times = Object.values(LANE_NUMBERS).map((lane) => this.next.get(lane, now)?.due);
    const known = times.filter((time) => typeof time === 'number');
    return known.length > 0 ? Math.min(...known) : undefined;
  }

  /** False when the task has ended already: what is COMPLETED stays so. */
  end(task: Task, now: number, { status, failureReason, explanation, keyCalls }: TaskEnd): boolean {
    const calls = JSON.stringify(keyCalls);
    const written = this.finish.run(status, now, failureReason ?? null, explanation ?? null, calls, task.seq);
    if (written.changes === 0) return false;
    this.unblock.run(task.bucket, task.key, task.rule.destination);
    return true;
  }

  /** Stays PENDING, and first of its line: what follows it waits too. */
  postpone(
    seq: number,
    due: number,
    attempt: 0 | 1,
    explanation: string,
    keyCalls: readonly KeyCall[],
  ): void {
    this.delay.run(attempt, due, explanation, JSON.stringify(keyCalls), seq);
  }

  /** The version was deleted: what is done is forgotten, what was to do is no longer tracked. */
  forgetVersion(bucket: number, key: string, versionId: string, now: number): void {
    this.drop.run(bucket, key, versionId);
    for (const { destination } of this.untrack.all(now, bucket, key, versionId)) {
      this.unblock.run(bucket, key, destination);
    }
  }

  find(seq: number): Task | undefined {
    const row = this.bySeq.get(seq);
    return row && taskOf(row);
  }

  /** Every task of one version, oldest first. */
  tasksOf(bucket: number, key: string, versionId: string): readonly Task[] {
    return this.ofVersion.all(bucket, key, versionId).map(taskOf);
  }

  /** Every task of the task's version, itself as it is given. */
  siblingsOf(task: Task): readonly Task[] {
    const { bucket, key, versionId, seq } = task;
    if (!this.another.get(bucket, key, versionId, seq)) return [task];
    return this.tasksOf(bucket, key, versionId).map((each) => (each.seq === seq ? task : each));
  }

  list(filter: TaskFilter): readonly Task[] {
    const [where, values] = conditions(filter);
    const sql = `SELECT * FROM s3_replication_task ${where} ORDER BY seq LIMIT ?`;
    return this.statement(sql)
      .all(...values, filter.limit ?? 1000)
      .map(taskOf);
  }

  /** Makes FAILED tasks PENDING again, as Batch Replication does; answers them. */
  retry(filter: Omit<TaskFilter, 'status' | 'limit'>, now: number): readonly Task[] {
    const [where, values] = conditions({ ...filter, status: 'FAILED' });
    const sql = `UPDATE s3_replication_task
      SET status = 'PENDING', blocked = 1, due = ?, ended = NULL, failure_reason = NULL ${where} RETURNING *`;
    const retried = this.statement(sql)
      .all(now, ...values)
      .map(taskOf);
    for (const { bucket, key, rule } of retried) this.unblock.run(bucket, key, rule.destination);
    return retried;
  }

  private statement(sql: string): Statement<unknown[], TaskRow> {
    const known = this.filtered.get(sql);
    if (known) return known;
    const statement = this.database.prepare<unknown[], TaskRow>(sql);
    this.filtered.set(sql, statement);
    return statement;
  }
}

const COLUMNS = {
  bucket: 'bucket',
  key: 'key',
  versionId: 'version_id',
  destination: 'destination',
  status: 'status',
} as const;

function conditions(filter: TaskFilter): [where: string, values: unknown[]] {
  const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
  const given = names.filter((name) => filter[name] !== undefined);
  const where = given.map((name) => `${COLUMNS[name]} = ?`).join(' AND ');
  return [where && `WHERE ${where}`, given.map((name) => filter[name])];
}
