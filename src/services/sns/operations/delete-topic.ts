// DeleteTopic: the topic and its subscriptions; one that is gone already is no error.
import { empty, required, structure } from '../../../core/shape.ts';
import { onTopic, requireRegion } from '../access.ts';
import { snsOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';
import { requireArn } from '../topic.ts';

export const deleteTopicOperation = snsOperation({
  name: 'DeleteTopic',
  input: structure({ TopicArn: required(shapes.arn) }),
  output: empty,
  resolve({ input: { TopicArn }, call, deps }) {
    requireRegion(TopicArn, call);
    return { topic: deps.topics.find(TopicArn), account: requireArn(TopicArn, 'TopicArn').account };
  },
  access: ({ input, target: { topic, account }, call }) =>
    topic
      ? onTopic('DeleteTopic', topic, call)
      : { action: 'sns:DeleteTopic', resource: input.TopicArn, account },
  async run({ input: { TopicArn }, deps }) {
    await deps.database.commit(() => {
      deps.subscriptions.removeTopic(TopicArn);
      deps.topics.remove(TopicArn);
    });
    return {};
  },
});
