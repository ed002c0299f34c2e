import { empty, required, string, structure } from '../../../core/shape.ts';
import { changeQueue } from '../change-queue.ts';
import { sqsOperation } from '../deps.ts';
import { removeStatement } from '../permissions.ts';
import { onOwnQueue, resolveQueue } from '../queue-access.ts';
import * as shapes from '../shapes.ts';

export const removePermissionOperation = sqsOperation({
  name: 'RemovePermission',
  input: structure({ QueueUrl: shapes.queueUrl, Label: required(string()) }),
  output: empty,
  resolve: resolveQueue,
  access: ({ target, call }) => onOwnQueue('RemovePermission', target, call),
  async run({ input: { Label }, target, call, deps }) {
    await changeQueue(deps, target, (queue) => {
      const { Policy: _policy, ...others } = queue.attributes;
      const policy = removeStatement(queue, Label);
      return {
        attributes: policy === undefined ? others : { ...others, Policy: policy },
        modified: call.time,
      };
    });
    return {};
  },
});
