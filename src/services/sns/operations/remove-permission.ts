import { empty, required, string, structure } from '../../../core/shape.ts';
import { onTopic, requireTopic } from '../access.ts';
import { changeTopic } from '../change-topic.ts';
import { snsOperation } from '../deps.ts';
import { removeStatement } from '../permissions.ts';
import * as shapes from '../shapes.ts';

export const removePermissionOperation = snsOperation({
  name: 'RemovePermission',
  input: structure({ TopicArn: required(shapes.arn), Label: required(string()) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireTopic(deps, input.TopicArn, call),
  access: ({ target, call }) => onTopic('RemovePermission', target, call),
  async run({ input: { Label }, target, deps }) {
    await changeTopic(deps, target, (topic) => ({
      attributes: { ...topic.attributes, Policy: removeStatement(topic, Label) },
    }));
    return {};
  },
});
