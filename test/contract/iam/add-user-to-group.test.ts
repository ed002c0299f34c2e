import {
  AddUserToGroupCommand,
  ListGroupsForUserCommand,
  ListUsersCommand,
  PutGroupPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

const add = (UserName: string, GroupName: string) =>
  story.iam.send(new AddUserToGroupCommand({ UserName, GroupName }));

test('what the group may do its users may do; adding twice is no error', async () => {
  await story.group('listers');
  await story.user('bob');
  await story.iam.send(
    new PutGroupPolicyCommand({
      GroupName: 'listers',
      PolicyName: 'p',
      PolicyDocument: allowing('iam:ListUsers'),
    }),
  );
  const bob = story.aws.iam(await story.keys('bob'));
  await expect(bob.send(new ListUsersCommand({}))).rejects.toMatchObject(refusal('AccessDenied', 403));
  await add('bob', 'listers');
  await add('bob', 'listers');
  await bob.send(new ListUsersCommand({}));
});

test('a user is in ten groups at most', async () => {
  await story.user('many');
  for (let index = 0; index < 11; index++) await story.group(`g${index}`);
  for (let index = 0; index < 10; index++) await add('many', `g${index}`);
  await expect(add('many', 'g10')).rejects.toMatchObject(
    refusal('LimitExceededException', 409, 'Cannot exceed quota for GroupsPerUser: 10'),
  );
  await add('many', 'g9');
  const { Groups } = await story.iam.send(new ListGroupsForUserCommand({ UserName: 'many' }));
  expect(Groups).toHaveLength(10);
});

test('an unknown user or group is NoSuchEntity', async () => {
  await expect(add('ghost', 'listers')).rejects.toMatchObject(
    noSuchEntity('The user with name ghost cannot be found.'),
  );
  await expect(add('bob', 'ghosts')).rejects.toMatchObject(
    noSuchEntity('The group with name ghosts cannot be found.'),
  );
});
