import { required, structure } from '../../../core/shape.ts';
import { eachEntry, requireBatch } from '../batch.ts';
import { sqsOperation } from '../deps.ts';
import { changeVisibility } from '../in-flight.ts';
import { onQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const changeMessageVisibilityBatchOperation = sqsOperation({
  name: 'ChangeMessageVisibilityBatch',
  input: structure({ QueueUrl: shapes.queueUrl, Entries: shapes.visibilityEntries }),
  output: structure({ Successful: required(shapes.changedEntries), Failed: required(shapes.failedEntries) }),
  resolve: resolveQueue,
  access: ({ target }) => onQueue('ChangeMessageVisibility', target),
  async run({ input, target, deps }) {
    const entries = requireBatch(input.Entries, 'ChangeMessageVisibilityBatchRequestEntry');
    const outcome = await deps.database.commit(() =>
      eachEntry(entries, ({ Id, ReceiptHandle, VisibilityTimeout = 0 }) => {
        changeVisibility(deps, target, ReceiptHandle, VisibilityTimeout, deps.clock.now());
        return { Id };
      }),
    );
    deps.arrivals.announce(target.id);
    return outcome;
  },
});
