// PurgeQueue: all messages go, at most once a minute.
import { empty, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { onQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

const PAUSE_MS = 60_000;

export const purgeQueueOperation = sqsOperation({
  name: 'PurgeQueue',
  input: structure({ QueueUrl: shapes.queueUrl }),
  output: empty,
  resolve: resolveQueue,
  access: ({ target }) => onQueue('PurgeQueue', target),
  async run({ target, call, deps }) {
    await deps.database.commit(() => {
      const queue = deps.queues.find(target.account, target.region, target.name);
      if (!queue) throw errors.queueDoesNotExist();
      const since = call.time - queue.purged;
      if (since >= 0 && since < PAUSE_MS) throw errors.purgeInProgress(queue.name);
      deps.messages.purge(queue);
      deps.queues.save({ ...queue, purged: call.time });
    });
    return {};
  },
});
