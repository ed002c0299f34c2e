import { CreateGroupCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, iamStory, invalid, refusal } from './story.ts';

const story = iamStory();

const create = (GroupName: string, Path?: string) =>
  story.iam.send(new CreateGroupCommand({ GroupName, Path }));

test('a group comes back with its ids and its path', async () => {
  const { Group } = await create('admins', '/team/');
  expect(Group).toMatchObject({
    GroupName: 'admins',
    Path: '/team/',
    Arn: `arn:aws:iam::${ACCOUNT}:group/team/admins`,
  });
  expect(Group?.GroupId).toMatch(/^AGPA[A-Z2-7]{17}$/);
});

test('a name is taken whatever its case; a user may bear the same one', async () => {
  await expect(create('Admins')).rejects.toMatchObject(
    refusal('EntityAlreadyExistsException', 409, 'Group with name Admins already exists.'),
  );
  await story.user('admins');
});

test('a name with a blank is a ValidationError', async () => {
  await expect(create('the admins')).rejects.toMatchObject(
    invalid(expect.stringContaining('The specified value for groupName is invalid.')),
  );
});
