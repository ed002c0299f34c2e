import { empty, required, structure } from '../../../core/shape.ts';
import { withChanges } from '../attribute-changes.ts';
import { requireValid, spelled } from '../attributes.ts';
import { changeQueue } from '../change-queue.ts';
import { requireDeadLetterQueue } from '../dead-letter-queue.ts';
import { sqsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { onOwnQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const setQueueAttributesOperation = sqsOperation({
  name: 'SetQueueAttributes',
  input: structure({ QueueUrl: shapes.queueUrl, Attributes: required(shapes.attributes) }),
  output: empty,
  resolve: resolveQueue,
  access: ({ target, call }) => onOwnQueue('SetQueueAttributes', target, call),
  async run({ input, target, call, deps }) {
    const Attributes = spelled(input.Attributes);
    const { FifoQueue } = Attributes;
    if (target.fifo && FifoQueue !== undefined && FifoQueue !== 'true') {
      throw errors.invalidAttributeValue('FifoQueue', 'Modifying queue type is not supported.');
    }
    requireValid(Attributes, target.fifo, (value) => deps.ports.knowsPrincipal(value, target.account));
    requireDeadLetterQueue(deps, Attributes.RedrivePolicy, target);
    await changeQueue(deps, target, (queue) => ({
      attributes: withChanges(queue.attributes, Attributes),
      modified: call.time,
    }));
    return {};
  },
});
