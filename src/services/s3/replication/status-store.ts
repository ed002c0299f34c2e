// x-amz-replication-status of the stored versions: it follows their tasks, in the transaction that changes them.
import type { Database, Statement } from '../../../platform/database.ts';
import type { ReplicationQueue } from './queue.ts';
import { statusOf } from './status.ts';
import type { Task } from './task.ts';

export class StatusStore {
  private readonly update: Statement<[string, number, string, string, string]>;

  constructor(
    database: Database,
    private readonly queue: ReplicationQueue,
  ) {
    this.update = database.prepare(
      `UPDATE s3_version SET replication_status = ?
       WHERE bucket = ? AND key = ? AND version_id = ? AND replication_status IS NOT ?`,
    );
  }

  /** @param task as it stands from now on. */
  follow(task: Task): void {
    const status = statusOf(this.queue.siblingsOf(task));
    if (status) this.update.run(status, task.bucket, task.key, task.versionId, status);
  }
}
