import { required, structure } from '../../../core/shape.ts';
import { failedEntry, requireBatch } from '../batch.ts';
import { sqsOperation } from '../deps.ts';
import { type Draft, draftOf, maximumSize, receiptOf } from '../draft.ts';
import * as errors from '../errors.ts';
import { onQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

/** Of a whole request, whatever the queue's own limit. */
const BATCH_LIMIT = 1_048_576;

export const sendMessageBatchOperation = sqsOperation({
  name: 'SendMessageBatch',
  input: structure({ QueueUrl: shapes.queueUrl, Entries: shapes.sendEntries }),
  output: structure({ Successful: required(shapes.sentEntries), Failed: required(shapes.failedEntries) }),
  resolve: resolveQueue,
  access: ({ target }) => onQueue('SendMessage', target),
  async run({ input, target: queue, call, deps }) {
    const entries = requireBatch(input.Entries, 'SendMessageBatchRequestEntry');
    const failed: shapes.Failed[] = [];
    const drafts: { readonly Id: string; readonly draft: Draft }[] = [];
    let total = 0;
    for (const entry of entries) {
      requireFifo(entry, queue.fifo, queue.attributes.ContentBasedDeduplication === 'true');
      try {
        const draft = draftOf(entry, queue, call);
        total += draft.size;
        requireSize(draft, maximumSize(queue));
        drafts.push({ Id: entry.Id, draft });
      } catch (error) {
        failed.push(failedEntry(entry.Id, error));
      }
    }
    if (total > BATCH_LIMIT) throw errors.batchTooLong(BATCH_LIMIT, total);
    const dataKey = await deps.dataKeys.toSeal(queue, call);
    const writes = drafts.map(({ draft }) => deps.messages.prepare(draft, queue, dataKey));
    const stored = await deps.database.commit(() => writes.map((write) => write(deps.clock.now())));
    deps.arrivals.announce(queue.id);
    const Successful = drafts.flatMap(({ Id, draft }, index) => {
      const one = stored[index];
      return one ? [{ Id, ...receiptOf(draft, one, queue.fifo) }] : [];
    });
    return { Successful, Failed: failed };
  },
});

/** Recorded on AWS: these fail the whole request, not the entry. */
function requireFifo(entry: shapes.SendEntry, fifo: boolean, contentBased: boolean): void {
  if (!fifo) return;
  if (entry.MessageGroupId === undefined) {
    throw errors.invalidParameterValue('The request must contain the parameter MessageGroupId.');
  }
  if (entry.MessageDeduplicationId === undefined && !contentBased) {
    throw errors.invalidParameterValue(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}

function requireSize({ size }: Draft, limit: number): void {
  if (size <= limit || limit === BATCH_LIMIT) return;
  throw errors.invalidParameterValue(
    `One or more parameters cannot be validated. Reason: Message must be shorter than ${limit} bytes.`,
  );
}
