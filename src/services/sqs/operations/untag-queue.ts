import { empty, required, structure } from '../../../core/shape.ts';
import { changeQueue } from '../change-queue.ts';
import { sqsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { onOwnQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const untagQueueOperation = sqsOperation({
  name: 'UntagQueue',
  input: structure({ QueueUrl: shapes.queueUrl, TagKeys: required(shapes.tagKeys) }),
  output: empty,
  resolve: resolveQueue,
  access: ({ target, call }) => onOwnQueue('UntagQueue', target, call),
  async run({ input: { TagKeys }, target, deps }) {
    if (TagKeys.length === 0) {
      throw errors.invalidParameterValue('Tag keys must be between 1 and 128 characters in length.');
    }
    await changeQueue(deps, target, ({ tags }) => ({
      tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !TagKeys.includes(key))),
    }));
    return {};
  },
});
