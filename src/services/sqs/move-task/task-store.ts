// Message move tasks: their rows. The latest ten of a queue are kept, as many as ListMessageMoveTasks ever shows.
import type { Database } from '../../../platform/database.ts';
import type { MoveStatus, MoveTask } from './task.ts';

interface Row {
  readonly id: string;
  readonly source: string;
  readonly destination: string | null;
  readonly rate: number | null;
  readonly started: number;
  readonly to_move: number;
  readonly moved: number;
  readonly status: MoveStatus;
  readonly failure: string | null;
}

export type MoveTaskStore = ReturnType<typeof createMoveTaskStore>;

export function createMoveTaskStore(database: Database) {
  const select = database.prepare<[string], Row>('SELECT * FROM sqs_move_task WHERE id = ?');
  const selectLatest = database.prepare<[string, number], Row>(
    'SELECT * FROM sqs_move_task WHERE source = ? ORDER BY sequence DESC LIMIT ?',
  );
  const selectRunning = database.prepare<[], Row>("SELECT * FROM sqs_move_task WHERE status = 'RUNNING'");
  const insert = database.prepare<
    [string, string, string | null, number | null, number, number, number, string]
  >(
    'INSERT INTO sqs_move_task (id, source, destination, rate, started, to_move, moved, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const update = database.prepare<[number, string, string | null, string]>(
    'UPDATE sqs_move_task SET moved = ?, status = ?, failure = ? WHERE id = ?',
  );
  const prune = database.prepare<[string, string]>(
    `DELETE FROM sqs_move_task WHERE source = ? AND sequence NOT IN
       (SELECT sequence FROM sqs_move_task WHERE source = ? ORDER BY sequence DESC LIMIT 10)`,
  );

  const read = (row: Row | undefined) => row && taskOf(row);
  return {
    find: (id: string) => read(select.get(id)),
    /** Newest first. */
    latest: (source: string, limit: number) => selectLatest.all(source, limit).map(taskOf),
    running: () => selectRunning.all().map(taskOf),
    // Within a commit:
    insert({ id, source, destination, rate, started, toMove, moved, status }: MoveTask): void {
      insert.run(id, source, destination ?? null, rate ?? null, started, toMove, moved, status);
      prune.run(source, source);
    },
    save: ({ id, moved, status, failure }: MoveTask) => update.run(moved, status, failure ?? null, id),
  };
}

const taskOf = ({ to_move, destination, rate, failure, ...row }: Row): MoveTask => ({
  ...row,
  toMove: to_move,
  destination: destination ?? undefined,
  rate: rate ?? undefined,
  failure: failure ?? undefined,
});
