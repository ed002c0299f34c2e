// CancelMessageMoveTask: what has been moved stays moved.
import { long, required, string, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { requireQueueByArn } from '../move-task/move-access.ts';
import { readTaskHandle } from '../move-task/task.ts';
import { onOwnQueue } from '../queue-access.ts';

export const cancelMessageMoveTaskOperation = sqsOperation({
  name: 'CancelMessageMoveTask',
  input: structure({ TaskHandle: required(string()) }),
  output: structure({ ApproximateNumberOfMessagesMoved: long() }),
  resolve: ({ input, call, deps }) =>
    requireQueueByArn(deps, readTaskHandle(input.TaskHandle).source, call, 'SourceArn'),
  access: ({ target, call }) => onOwnQueue('CancelMessageMoveTask', target, call),
  async run({ input, target, deps: { database, moveTasks } }) {
    const { id } = readTaskHandle(input.TaskHandle);
    const moved = await database.commit(() => {
      const task = moveTasks.find(id);
      if (task?.source !== target.arn || task.status !== 'RUNNING') throw errors.noSuchTask();
      moveTasks.save({ ...task, status: 'CANCELLED' });
      return task.moved;
    });
    return { ApproximateNumberOfMessagesMoved: moved };
  },
});
