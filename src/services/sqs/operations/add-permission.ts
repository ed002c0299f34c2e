// AddPermission: a statement in the queue's policy, for those who do not write policies.
import { empty, required, string, structure } from '../../../core/shape.ts';
import { changeQueue } from '../change-queue.ts';
import { sqsOperation } from '../deps.ts';
import { addStatement } from '../permissions.ts';
import { onOwnQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const addPermissionOperation = sqsOperation({
  name: 'AddPermission',
  input: structure({
    QueueUrl: shapes.queueUrl,
    Label: required(string()),
    AWSAccountIds: required(shapes.accountIds),
    Actions: required(shapes.actions),
  }),
  output: empty,
  resolve: resolveQueue,
  access: ({ target, call }) => onOwnQueue('AddPermission', target, call),
  async run({ input: { Label, AWSAccountIds, Actions }, target, call, deps }) {
    await changeQueue(deps, target, (queue) => ({
      attributes: { ...queue.attributes, Policy: addStatement(queue, Label, AWSAccountIds, Actions) },
      modified: call.time,
    }));
    return {};
  },
});
