import { required, structure } from '../../../core/shape.ts';
import { eachEntry, requireBatch } from '../batch.ts';
import { sqsOperation } from '../deps.ts';
import { deleteMessage } from '../in-flight.ts';
import { onQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const deleteMessageBatchOperation = sqsOperation({
  name: 'DeleteMessageBatch',
  input: structure({ QueueUrl: shapes.queueUrl, Entries: shapes.deleteEntries }),
  output: structure({ Successful: required(shapes.deletedEntries), Failed: required(shapes.failedEntries) }),
  resolve: resolveQueue,
  access: ({ target }) => onQueue('DeleteMessage', target),
  async run({ input, target, deps }) {
    const entries = requireBatch(input.Entries, 'DeleteMessageBatchRequestEntry');
    const outcome = await deps.database.commit(() =>
      eachEntry(entries, ({ Id, ReceiptHandle }) => {
        deleteMessage(deps, target, ReceiptHandle, deps.clock.now());
        return { Id };
      }),
    );
    deps.arrivals.announce(target.id);
    return outcome;
  },
});
