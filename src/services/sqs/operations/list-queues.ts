import { integer, string, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import { pageOf, requirePage } from '../paging.ts';
import { queueArn, queueUrl } from '../queue.ts';
import * as shapes from '../shapes.ts';

export const listQueuesOperation = sqsOperation({
  name: 'ListQueues',
  input: structure({ QueueNamePrefix: string(), NextToken: string(), MaxResults: integer() }),
  output: structure({ QueueUrls: shapes.queueUrls, NextToken: string() }),
  access: ({ call }) => ({
    action: 'sqs:ListQueues',
    resource: queueArn(call.account, call.region, '*'),
    account: call.account,
  }),
  run({ input, call, deps }) {
    const { limit, after } = requirePage(input);
    const queues = deps.queues.list(call.account, call.region, input.QueueNamePrefix ?? '', after);
    const { items, NextToken } = pageOf(queues, limit, input.MaxResults !== undefined);
    if (items.length === 0) return {};
    return {
      QueueUrls: items.map((queue) => queueUrl(queue, call)),
      ...(NextToken !== undefined && { NextToken }),
    };
  },
});
