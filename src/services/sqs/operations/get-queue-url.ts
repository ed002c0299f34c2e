import { isAccountId } from '../../../core/ids.ts';
import { required, string, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { queueUrl } from '../queue.ts';
import { onQueue } from '../queue-access.ts';

export const getQueueUrlOperation = sqsOperation({
  name: 'GetQueueUrl',
  input: structure({ QueueName: required(string()), QueueOwnerAWSAccountId: string() }),
  output: structure({ QueueUrl: string() }),
  resolve({ input: { QueueName, QueueOwnerAWSAccountId: owner }, call, deps }) {
    const account = owner === undefined ? call.account : isAccountId(owner) ? owner : undefined;
    const queue = account && deps.queues.find(account, call.region, QueueName);
    if (!queue) throw errors.queueDoesNotExist();
    return queue;
  },
  access: ({ target }) => onQueue('GetQueueUrl', target),
  run: ({ target, call }) => ({ QueueUrl: queueUrl(target, call) }),
});
