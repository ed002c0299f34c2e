import { empty, integer, required, string, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import { changeVisibility } from '../in-flight.ts';
import { onQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const changeMessageVisibilityOperation = sqsOperation({
  name: 'ChangeMessageVisibility',
  input: structure({
    QueueUrl: shapes.queueUrl,
    ReceiptHandle: required(string()),
    VisibilityTimeout: required(integer()),
  }),
  output: empty,
  resolve: resolveQueue,
  access: ({ target }) => onQueue('ChangeMessageVisibility', target),
  async run({ input: { ReceiptHandle, VisibilityTimeout }, target, deps }) {
    await deps.database.commit(() =>
      changeVisibility(deps, target, ReceiptHandle, VisibilityTimeout, deps.clock.now()),
    );
    deps.arrivals.announce(target.id);
    return {};
  },
});
