import { empty, required, string, structure } from '../../../core/shape.ts';
import { onTopic, requireTopic } from '../access.ts';
import { changeTopic } from '../change-topic.ts';
import { snsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { requireLargeSubscriptions } from '../message-size.ts';
import * as shapes from '../shapes.ts';
import { requireTopicAttribute } from '../topic-attributes.ts';

export const setTopicAttributesOperation = snsOperation({
  name: 'SetTopicAttributes',
  input: structure({
    TopicArn: required(shapes.arn),
    AttributeName: required(string()),
    AttributeValue: string(),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireTopic(deps, input.TopicArn, call),
  access: ({ target, call }) => onTopic('SetTopicAttributes', target, call),
  async run({ input: { AttributeName, AttributeValue = '' }, target, deps }) {
    if (AttributeName === 'FifoTopic') throw errors.invalidParameter('AttributeName');
    requireTopicAttribute(AttributeName, AttributeValue, target, deps.ports.knowsPrincipal);
    if (AttributeName === 'MaximumMessageSize') {
      requireLargeSubscriptions(AttributeValue, deps.subscriptions.list(target.arn));
    }
    await changeTopic(deps, target, ({ attributes }) => {
      const { [AttributeName]: _former, ...others } = attributes;
      return { attributes: AttributeValue === '' ? others : { ...others, [AttributeName]: AttributeValue } };
    });
    return {};
  },
});
