// GetServiceLinkedRoleDeletionStatus: Terraform asks until the role is gone, which it is.
import { list, oneOf, required, string, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { invalidInput, noSuchEntity } from '../errors.ts';

const TASK = /^task\/(aws-service-role\/[\w.-]+\/[\w+=,.@-]+)\/[0-9a-f-]{36}$/;

export const getServiceLinkedRoleDeletionStatusOperation = iamOperation({
  name: 'GetServiceLinkedRoleDeletionStatus',
  input: structure({ DeletionTaskId: required(string({ min: 1, max: 1000 })) }),
  output: structure({
    Status: required(oneOf('SUCCEEDED', 'IN_PROGRESS', 'FAILED', 'NOT_STARTED')),
    Reason: structure({
      Reason: string(),
      RoleUsageList: list(structure({ Region: string(), Resources: list(string()) })),
    }),
  }),
  access({ input, call }) {
    const role = TASK.exec(input.DeletionTaskId)?.[1] ?? 'aws-service-role/*';
    return onName('GetServiceLinkedRoleDeletionStatus', call, `role/${role}`);
  },
  run({ input: { DeletionTaskId }, call, deps }) {
    if (!TASK.test(DeletionTaskId)) {
      throw invalidInput(`The deletion task id ${DeletionTaskId} is not valid.`);
    }
    if (!deps.documents.find(call.account, 'role-deletion', DeletionTaskId)) {
      throw noSuchEntity(`The deletion task with id ${DeletionTaskId} cannot be found.`);
    }
    return { Status: 'SUCCEEDED' as const };
  },
});
