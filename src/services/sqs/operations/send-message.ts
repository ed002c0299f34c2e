import { structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import { draftOf, maximumSize, receiptOf } from '../draft.ts';
import * as errors from '../errors.ts';
import { onQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const sendMessageOperation = sqsOperation({
  name: 'SendMessage',
  input: structure({ QueueUrl: shapes.queueUrl, ...shapes.sendMembers }),
  output: shapes.sent,
  resolve: resolveQueue,
  access: ({ target }) => onQueue('SendMessage', target),
  async run({ input, target: queue, call, deps }) {
    if (queue.fifo && input.MessageGroupId === undefined) throw errors.missingParameter('MessageGroupId');
    const draft = draftOf(input, queue, call);
    const limit = maximumSize(queue);
    if (draft.size > limit) {
      throw errors.invalidParameterValue(
        `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
      );
    }
    const write = deps.messages.prepare(draft, queue, await deps.dataKeys.toSeal(queue, call));
    const sent = await deps.database.commit(() => {
      const receipt = receiptOf(draft, write(deps.clock.now()), queue.fifo);
      call.alongside?.(receipt);
      return receipt;
    });
    deps.arrivals.announce(queue.id);
    return sent;
  },
});
