import {
  CreateServiceLinkedRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();
const remove = (RoleName: string) => story.iam.send(new DeleteServiceLinkedRoleCommand({ RoleName }));

test('takes the role away with its policies, and names the task (recorded)', async () => {
  await story.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'batch.amazonaws.com' }));
  const { DeletionTaskId } = await remove('AWSServiceRoleForBatch');
  expect(DeletionTaskId).toMatch(
    /^task\/aws-service-role\/batch\.amazonaws\.com\/AWSServiceRoleForBatch\/[0-9a-f-]{36}$/,
  );
  const get = story.iam.send(new GetRoleCommand({ RoleName: 'AWSServiceRoleForBatch' }));
  await expect(get).rejects.toMatchObject(noSuchEntity());
});

test('knows service-linked roles alone', async () => {
  await story.role('mine');
  for (const name of ['mine', 'ghost', 'AWSServiceRoleForBatch']) {
    await expect(remove(name), name).rejects.toMatchObject(noSuchEntity());
  }
  await story.iam.send(new GetRoleCommand({ RoleName: 'mine' }));
});
