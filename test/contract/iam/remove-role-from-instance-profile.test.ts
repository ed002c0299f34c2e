import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  GetInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('is empty again, and a role that is not in it is NoSuchEntity', async () => {
  const both = { InstanceProfileName: 'web', RoleName: 'one' };
  await story.role('one');
  await story.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'web' }));
  await story.iam.send(new AddRoleToInstanceProfileCommand(both));
  await story.iam.send(new RemoveRoleFromInstanceProfileCommand(both));
  const { InstanceProfile } = await story.iam.send(new GetInstanceProfileCommand(both));
  expect(InstanceProfile?.Roles ?? []).toEqual([]);
  await expect(story.iam.send(new RemoveRoleFromInstanceProfileCommand(both))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
