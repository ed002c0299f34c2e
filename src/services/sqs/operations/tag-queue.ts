import { empty, queried, required, structure } from '../../../core/shape.ts';
import { changeQueue } from '../change-queue.ts';
import { sqsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { onOwnQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

const MOST_TAGS = 50;

export const tagQueueOperation = sqsOperation({
  name: 'TagQueue',
  input: structure({ QueueUrl: shapes.queueUrl, Tags: required(queried('Tag', shapes.tags)) }),
  output: empty,
  resolve: resolveQueue,
  access: ({ target, call }) => onOwnQueue('TagQueue', target, call),
  async run({ input: { Tags }, target, deps }) {
    if (Object.keys(Tags).length === 0) throw errors.missingParameter('Tags');
    await changeQueue(deps, target, ({ tags, name }) => {
      const all = { ...tags, ...Tags };
      if (Object.keys(all).length > MOST_TAGS) {
        throw errors.invalidParameterValue(`Too many tags added for queue ${name}.`);
      }
      return { tags: all };
    });
    return {};
  },
});
