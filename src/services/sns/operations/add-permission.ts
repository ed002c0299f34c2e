// AddPermission: a statement in the topic's policy, for those who do not write policies.
import { empty, list, required, string, structure } from '../../../core/shape.ts';
import { onTopic, requireTopic } from '../access.ts';
import { changeTopic } from '../change-topic.ts';
import { snsOperation } from '../deps.ts';
import { addStatement } from '../permissions.ts';
import * as shapes from '../shapes.ts';

export const addPermissionOperation = snsOperation({
  name: 'AddPermission',
  input: structure({
    TopicArn: required(shapes.arn),
    Label: required(string()),
    AWSAccountId: required(list(string())),
    ActionName: required(list(string())),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireTopic(deps, input.TopicArn, call),
  access: ({ target, call }) => onTopic('AddPermission', target, call),
  async run({ input: { Label, AWSAccountId, ActionName }, target, deps }) {
    await changeTopic(deps, target, (topic) => ({
      attributes: { ...topic.attributes, Policy: addStatement(topic, Label, AWSAccountId, ActionName) },
    }));
    return {};
  },
});
