import { empty, required, structure } from '../../../core/shape.ts';
import { onTopic } from '../access.ts';
import { changeTopic } from '../change-topic.ts';
import { snsOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';
import { asTags, requireResource, requireTags } from '../tags.ts';

export const tagResourceOperation = snsOperation({
  name: 'TagResource',
  input: structure({ ResourceArn: required(shapes.arn), Tags: required(shapes.tags) }),
  output: empty,
  resolve: ({ input, deps }) => requireResource(deps, input.ResourceArn),
  access: ({ target, call }) => onTopic('TagResource', target, call),
  async run({ input: { Tags }, target, deps }) {
    await changeTopic(deps, target, ({ tags }) => {
      requireTags(Tags, Object.keys(tags));
      return { tags: { ...tags, ...asTags(Tags) } };
    });
    return {};
  },
});
