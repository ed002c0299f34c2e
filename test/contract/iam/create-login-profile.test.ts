import {
  CreateLoginProfileCommand,
  type CreateLoginProfileCommandInput,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  GetLoginProfileCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, invalid, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const Password = 'Correct-horse';
const create = (input: CreateLoginProfileCommandInput, iam = story.iam) =>
  iam.send(new CreateLoginProfileCommand(input));

test('gives a user a password, once', async () => {
  await story.user('one');
  const { LoginProfile } = await create({ UserName: 'one', Password, PasswordResetRequired: true });
  expect(LoginProfile).toEqual({
    UserName: 'one',
    CreateDate: expect.any(Date),
    PasswordResetRequired: true,
  });
  const found = await story.iam.send(new GetLoginProfileCommand({ UserName: 'one' }));
  expect(found.LoginProfile).toEqual(LoginProfile);
  await expect(create({ UserName: 'one', Password })).rejects.toMatchObject(
    refusal('EntityAlreadyExistsException', 409, 'Login Profile for user one already exists.'),
  );
});

test('of an account that says nothing AWS asks for eight characters of three kinds', async () => {
  await story.user('weak');
  for (const weak of ['Aa1-567', 'longenoughbutlower', 'Lowerandupper']) {
    await expect(create({ UserName: 'weak', Password: weak }), weak).rejects.toMatchObject(
      refusal('PasswordPolicyViolationException', 400),
    );
  }
  await create({ UserName: 'weak', Password: 'Lowerandupper1' });
});

test('a user may do it to itself; a password there must be, and a user', async () => {
  await story.user('self');
  const PolicyDocument = allowing('iam:*LoginProfile');
  await story.iam.send(new PutUserPolicyCommand({ UserName: 'self', PolicyName: 'p', PolicyDocument }));
  const self = story.aws.iam(await story.keys('self'));
  await expect(create({}, self)).rejects.toMatchObject(invalid());
  expect((await create({ Password }, self)).LoginProfile?.UserName).toBe('self');
  expect((await self.send(new GetLoginProfileCommand({}))).LoginProfile?.PasswordResetRequired).toBe(false);
  await expect(create({ UserName: 'ghost', Password })).rejects.toMatchObject(noSuchEntity());
  await expect(create({ Password })).rejects.toMatchObject(invalid());
});

test('a user who has one is not deleted', async () => {
  await story.user('leaver');
  const UserName = 'leaver';
  await create({ UserName, Password });
  const remove = () => story.iam.send(new DeleteUserCommand({ UserName }));
  await expect(remove()).rejects.toMatchObject(
    refusal('DeleteConflictException', 409, 'Cannot delete entity, must delete login profile first.'),
  );
  await story.iam.send(new DeleteLoginProfileCommand({ UserName }));
  await remove();
});
