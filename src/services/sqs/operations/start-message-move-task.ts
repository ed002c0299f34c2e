// StartMessageMoveTask: messages leave a dead-letter queue, for where they came from or for another queue.
//
// By design: a message keeps its MessageId and stays under the data key it was sealed with; AWS gives a new id.
import { integer, required, string, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { requireQueueByArn, sourcesOf, toMove } from '../move-task/move-access.ts';
import { type MoveTask, writeTaskHandle } from '../move-task/task.ts';
import { oldestKept } from '../receive.ts';

const FASTEST = 500;

export const startMessageMoveTaskOperation = sqsOperation({
  name: 'StartMessageMoveTask',
  input: structure({
    SourceArn: required(string()),
    DestinationArn: string(),
    MaxNumberOfMessagesPerSecond: integer(),
  }),
  output: structure({ TaskHandle: string() }),
  resolve({ input: { SourceArn, DestinationArn }, call, deps }) {
    const from = requireQueueByArn(deps, SourceArn, call, 'SourceArn');
    const sources = sourcesOf(deps, from);
    if (sources.length === 0) {
      throw errors.invalidParameterValue('Source queue must be configured as a Dead Letter Queue.');
    }
    const to =
      DestinationArn === undefined
        ? undefined
        : requireQueueByArn(deps, DestinationArn, call, 'DestinationArn');
    return { from, to: to ? [to] : sources };
  },
  access: ({ target: { from, to }, call }) => toMove(from, to, call),
  async run({ input: { DestinationArn, MaxNumberOfMessagesPerSecond: rate }, target: { from }, deps }) {
    if (rate !== undefined && (rate < 1 || rate > FASTEST)) {
      throw errors.invalidValueFor(
        'MaxNumberOfMessagesPerSecond',
        rate,
        'Must be between 1 and 500, if provided.',
      );
    }
    const { database, clock, messages, moveTasks, mover, random } = deps;
    const task = await database.commit((): MoveTask => {
      if (moveTasks.latest(from.arn, 1).some(({ status }) => status === 'RUNNING')) {
        throw errors.invalidParameterValue(
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      }
      const now = clock.now();
      const made: MoveTask = {
        id: random.uuid(),
        source: from.arn,
        destination: DestinationArn,
        rate,
        started: now,
        toMove: messages.count(from, now, oldestKept(from, now)).visible,
        moved: 0,
        status: 'RUNNING',
        failure: undefined,
      };
      moveTasks.insert(made);
      return made;
    });
    mover.run(task.id);
    return { TaskHandle: writeTaskHandle(task) };
  },
});
