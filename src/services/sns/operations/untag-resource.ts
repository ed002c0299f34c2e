import { empty, required, structure } from '../../../core/shape.ts';
import { onTopic } from '../access.ts';
import { changeTopic } from '../change-topic.ts';
import { snsOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';
import { requireResource } from '../tags.ts';

export const untagResourceOperation = snsOperation({
  name: 'UntagResource',
  input: structure({ ResourceArn: required(shapes.arn), TagKeys: required(shapes.tagKeys) }),
  output: empty,
  resolve: ({ input, deps }) => requireResource(deps, input.ResourceArn),
  access: ({ target, call }) => onTopic('UntagResource', target, call),
  async run({ input: { TagKeys }, target, deps }) {
    await changeTopic(deps, target, ({ tags }) => ({
      tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !TagKeys.includes(key))),
    }));
    return {};
  },
});
