import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteRoleCommand,
  ListInstanceProfilesForRoleCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const list = (RoleName: string) => story.iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));

test('a role stands in those it was added to, and cannot be deleted meanwhile', async () => {
  await story.role('one');
  const none = await list('one');
  expect(none.InstanceProfiles ?? []).toEqual([]);
  expect(none.IsTruncated).toBe(false);
  for (const InstanceProfileName of ['web', 'worker', 'other']) {
    await story.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  }
  for (const InstanceProfileName of ['worker', 'web']) {
    await story.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'one' }));
  }
  const { InstanceProfiles } = await list('one');
  expect(InstanceProfiles?.map(({ InstanceProfileName }) => InstanceProfileName)).toEqual(['web', 'worker']);
  await expect(story.iam.send(new DeleteRoleCommand({ RoleName: 'one' }))).rejects.toMatchObject(
    refusal(
      'DeleteConflictException',
      409,
      'Cannot delete entity, must remove roles from instance profile first.',
    ),
  );
});

test('an unknown role is NoSuchEntity', async () => {
  await expect(list('ghost')).rejects.toMatchObject(noSuchEntity());
});
