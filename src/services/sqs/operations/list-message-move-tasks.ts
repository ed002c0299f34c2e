// ListMessageMoveTasks: the latest of a queue, at most ten; only one that runs has a handle.
import { integer, list, long, queried, required, string, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { requireQueueByArn } from '../move-task/move-access.ts';
import { type MoveTask, writeTaskHandle } from '../move-task/task.ts';
import { onOwnQueue } from '../queue-access.ts';

const MOST = 10;

const entry = structure({
  TaskHandle: string(),
  Status: string(),
  SourceArn: string(),
  DestinationArn: string(),
  MaxNumberOfMessagesPerSecond: integer(),
  ApproximateNumberOfMessagesMoved: long(),
  ApproximateNumberOfMessagesToMove: long(),
  FailureReason: string(),
  StartedTimestamp: long(),
});

export const listMessageMoveTasksOperation = sqsOperation({
  name: 'ListMessageMoveTasks',
  input: structure({ SourceArn: required(string()), MaxResults: integer() }),
  output: structure({
    Results: queried('ListMessageMoveTasksResultEntry', list(entry, { flattened: true })),
  }),
  resolve: ({ input, call, deps }) => requireQueueByArn(deps, input.SourceArn, call, 'SourceArn'),
  access: ({ target, call }) => onOwnQueue('ListMessageMoveTasks', target, call),
  run({ input: { MaxResults = 1 }, target, deps }) {
    if (MaxResults < 1 || MaxResults > MOST) {
      throw errors.invalidValueFor('MaxResults', MaxResults, 'Must be between 1 and 10, if provided.');
    }
    return { Results: deps.moveTasks.latest(target.arn, MaxResults).map(describe) };
  },
});

const describe = (task: MoveTask) => ({
  ...(task.status === 'RUNNING' && { TaskHandle: writeTaskHandle(task) }),
  Status: task.status,
  SourceArn: task.source,
  ...(task.destination !== undefined && { DestinationArn: task.destination }),
  ...(task.rate !== undefined && { MaxNumberOfMessagesPerSecond: task.rate }),
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  ...(task.failure !== undefined && { FailureReason: task.failure }),
  StartedTimestamp: task.started,
});
