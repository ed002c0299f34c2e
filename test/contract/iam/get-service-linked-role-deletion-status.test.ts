import {
  CreateServiceLinkedRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const status = (DeletionTaskId = '', iam = story.iam) =>
  iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }));

test('a role that was deleted is gone (recorded)', async () => {
  await story.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'batch.amazonaws.com' }));
  const { DeletionTaskId } = await story.iam.send(
    new DeleteServiceLinkedRoleCommand({ RoleName: 'AWSServiceRoleForBatch' }),
  );
  const { Status, Reason } = await status(DeletionTaskId);
  expect([Status, Reason]).toEqual(['SUCCEEDED', undefined]);
  const elsewhere = story.aws.iam({ account: '111122223333' });
  await expect(status(DeletionTaskId, elsewhere)).rejects.toMatchObject(noSuchEntity());
});

test('a task that nobody began, and what is none', async () => {
  const role = 'task/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch';
  await expect(status(`${role}/00000000-0000-0000-0000-000000000000`)).rejects.toMatchObject(noSuchEntity());
  await expect(status(role)).rejects.toMatchObject(refusal('InvalidInputException', 400));
});
