import { empty, required, string, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import { deleteMessage } from '../in-flight.ts';
import { onQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const deleteMessageOperation = sqsOperation({
  name: 'DeleteMessage',
  input: structure({ QueueUrl: shapes.queueUrl, ReceiptHandle: required(string()) }),
  output: empty,
  resolve: resolveQueue,
  access: ({ target }) => onQueue('DeleteMessage', target),
  async run({ input, target, deps }) {
    await deps.database.commit(() => deleteMessage(deps, target, input.ReceiptHandle, deps.clock.now()));
    // The next of its group may be taken now.
    deps.arrivals.announce(target.id);
    return {};
  },
});
