import { queried, structure } from '../../../core/shape.ts';
import { sqsOperation } from '../deps.ts';
import { onOwnQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const listQueueTagsOperation = sqsOperation({
  name: 'ListQueueTags',
  input: structure({ QueueUrl: shapes.queueUrl }),
  output: structure({ Tags: queried('Tag', shapes.tags) }),
  resolve: resolveQueue,
  access: ({ target, call }) => onOwnQueue('ListQueueTags', target, call),
  run: ({ target: { tags } }) => (Object.keys(tags).length === 0 ? {} : { Tags: tags }),
});
