import { structure } from '../../../core/shape.ts';
import { isAttributeName, withDefaults } from '../attributes.ts';
import { type SqsDeps, sqsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import type { Attributes, Queue } from '../queue.ts';
import { onQueue, resolveQueue } from '../queue-access.ts';
import { oldestKept } from '../receive.ts';
import * as shapes from '../shapes.ts';

export const getQueueAttributesOperation = sqsOperation({
  name: 'GetQueueAttributes',
  input: structure({ QueueUrl: shapes.queueUrl, AttributeNames: shapes.attributeNames }),
  output: structure({ Attributes: shapes.attributes }),
  resolve: resolveQueue,
  access: ({ target }) => onQueue('GetQueueAttributes', target),
  run({ input: { AttributeNames = [] }, target, deps }) {
    for (const name of AttributeNames) {
      if (name !== 'All' && !isAttributeName(name)) throw errors.unknownAttribute(name);
    }
    const all = describe(deps, target);
    const chosen = Object.entries(all).filter(
      ([name]) => AttributeNames.includes('All') || AttributeNames.includes(name),
    );
    return chosen.length === 0 ? {} : { Attributes: Object.fromEntries(chosen) };
  },
});

function describe({ messages, clock }: SqsDeps, queue: Queue): Attributes {
  const now = clock.now();
  const { visible, inFlight, delayed } = messages.count(queue, now, oldestKept(queue, now));
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.created / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modified / 1000)),
    ...withDefaults(queue.attributes, queue.fifo),
  };
}
