// ListDeadLetterSourceQueues: the queues whose redrive policy names this one.
import { integer, required, string, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import { sourcesOf } from '../move-task/move-access.ts';
import { pageOf, requirePage } from '../paging.ts';
import { queueUrl } from '../queue.ts';
import { onQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const listDeadLetterSourceQueuesOperation = sqsOperation({
  name: 'ListDeadLetterSourceQueues',
  input: structure({ QueueUrl: shapes.queueUrl, NextToken: string(), MaxResults: integer() }),
  output: structure({ queueUrls: required(shapes.queueUrls), NextToken: string() }),
  resolve: resolveQueue,
  access: ({ target }) => onQueue('ListDeadLetterSourceQueues', target),
  run({ input, target, call, deps }) {
    const { limit, after } = requirePage(input);
    const sources = sourcesOf(deps, target).filter(({ name }) => name > after);
    const { items, NextToken } = pageOf(sources, limit, input.MaxResults !== undefined);
    return {
      queueUrls: items.map((queue) => queueUrl(queue, call)),
      ...(NextToken !== undefined && { NextToken }),
    };
  },
});
