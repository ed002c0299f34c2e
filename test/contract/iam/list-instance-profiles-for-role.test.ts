import { ListInstanceProfilesForRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('there are none', async () => {
  await story.role('one');
  const found = await story.iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'one' }));
  expect(found.InstanceProfiles ?? []).toEqual([]);
  expect(found.IsTruncated).toBe(false);
});

test('an unknown role is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'ghost' })),
  ).rejects.toMatchObject(noSuchEntity());
});
