import { empty, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import { onOwnQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const deleteQueueOperation = sqsOperation({
  name: 'DeleteQueue',
  input: structure({ QueueUrl: shapes.queueUrl }),
  output: empty,
  resolve: resolveQueue,
  access: ({ target, call }) => onOwnQueue('DeleteQueue', target, call),
  async run({ target, deps }) {
    await deps.database.commit(() => {
      deps.messages.clear(target);
      deps.queues.remove(target);
    });
    deps.arrivals.announce(target.id);
    return {};
  },
});
