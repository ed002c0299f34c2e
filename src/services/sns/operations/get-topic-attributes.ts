import { required, structure } from '../../../core/shape.ts';
import { onTopic, requireTopic } from '../access.ts';
import { snsOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';
import { describeTopic } from '../topic-attributes.ts';

export const getTopicAttributesOperation = snsOperation({
  name: 'GetTopicAttributes',
  input: structure({ TopicArn: required(shapes.arn) }),
  output: structure({ Attributes: shapes.attributes }),
  resolve: ({ input, call, deps }) => requireTopic(deps, input.TopicArn, call),
  access: ({ target, call }) => onTopic('GetTopicAttributes', target, call),
  run: ({ target, deps }) => ({ Attributes: describeTopic(target, deps.subscriptions.list(target.arn)) }),
});
