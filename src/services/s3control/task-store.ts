// Rows of tasks: one for each object of a job's manifest.
import type { Database, Statement } from '../../platform/database.ts';

export type TaskState = 'waiting' | 'running' | 'succeeded' | 'failed';

export interface TaskTarget {
  readonly bucket: string;
  readonly key: string;
  /** Undefined where the manifest names no versions, empty where it names none for this object. */
  readonly versionId: string | undefined;
}
export interface JobTask extends TaskTarget {
  readonly seq: number;
  readonly state: TaskState;
  readonly pending: Pending | undefined;
  readonly result: TaskResult | undefined;
}
/** What a running task waits for. */
export interface Pending {
  readonly tasks: readonly number[];
  /** A destination that refused the version at once. */
  readonly refusal?: TaskResult | undefined;
}
/** As the completion report tells it. */
export interface TaskResult {
  readonly httpStatus: number;
  /** Empty for a success. */
  readonly errorCode: string;
  readonly message: string;
}
export const SUCCESS: TaskResult = { httpStatus: 200, errorCode: '', message: 'Successful' };
export const isSuccess = ({ errorCode }: TaskResult): boolean => errorCode === '';

interface TaskRow {
  readonly seq: number;
  readonly bucket: string;
  readonly key: string;
  readonly version_id: string | null;
  readonly state: TaskState;
  readonly pending: string | null;
  readonly http_status: number | null;
  readonly error_code: string | null;
  readonly message: string | null;
}

export class TaskStore {
  private readonly insert: Statement<[string, string, string, string | null]>;
  private readonly clear: Statement<[string]>;
  private readonly page: Statement<[string, string, number, number], TaskRow>;
  private readonly bySeq: Statement<[number], TaskRow>;
  private readonly run: Statement<[string, number]>;
  private readonly finish: Statement<[string, number, string, string, number]>;

  constructor(database: Database) {
    this.insert = database.prepare(
      'INSERT INTO s3control_task (job, bucket, key, version_id) VALUES (?, ?, ?, ?)',
    );
    this.clear = database.prepare('DELETE FROM s3control_task WHERE job = ?');
    this.page = database.prepare(
      'SELECT * FROM s3control_task WHERE job = ? AND state = ? AND seq > ? ORDER BY seq LIMIT ?',
    );
    this.bySeq = database.prepare('SELECT * FROM s3control_task WHERE seq = ?');
    this.run = database.prepare(
      "UPDATE s3control_task SET state = 'running', pending = ? WHERE seq = ? AND state = 'waiting'",
    );
    this.finish = database.prepare(
      `UPDATE s3control_task SET state = ?, http_status = ?, error_code = ?, message = ?, pending = NULL
       WHERE seq = ? AND state IN ('waiting', 'running')`,
    );
  }

  find(seq: number): JobTask | undefined {
    const row = this.bySeq.get(seq);
    return row && taskOf(row);
  }

  /** In manifest order, after that place. */
  read(job: string, state: TaskState, after: number, limit: number): readonly JobTask[] {
    return this.page.all(job, state, after, limit).map(taskOf);
  }

  // Within a commit:

  add(job: string, targets: readonly TaskTarget[]): void {
    for (const { bucket, key, versionId } of targets) this.insert.run(job, bucket, key, versionId ?? null);
  }

  /** Before a manifest is read anew. */
  removeAll(job: string): void {
    this.clear.run(job);
  }

  begin(seq: number, pending: Pending): void {
    this.run.run(JSON.stringify(pending), seq);
  }

  /** Whether it had not ended before. */
  end(seq: number, result: TaskResult): boolean {
    const { httpStatus, errorCode, message } = result;
    const state = isSuccess(result) ? 'succeeded' : 'failed';
    return this.finish.run(state, httpStatus, errorCode, message, seq).changes > 0;
  }
}

const taskOf = (row: TaskRow): JobTask => ({
  seq: row.seq,
  bucket: row.bucket,
  key: row.key,
  versionId: row.version_id ?? undefined,
  state: row.state,
  pending: row.pending === null ? undefined : (JSON.parse(row.pending) as Pending),
  result:
    row.http_status === null
      ? undefined
      : { httpStatus: row.http_status, errorCode: row.error_code ?? '', message: row.message ?? '' },
});
