import {
  ChangePasswordCommand,
  CreateLoginProfileCommand,
  GetLoginProfileCommand,
  type IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { beforeEach, expect, test } from 'vitest';
import { iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const UserName = 'ada';
let ada: IAMClient;
beforeEach(async () => {
  await story.aws.reset();
  await story.user(UserName);
  ada = story.aws.iam(await story.keys(UserName));
  const PasswordResetRequired = true;
  await story.iam.send(
    new CreateLoginProfileCommand({ UserName, Password: 'Password-1', PasswordResetRequired }),
  );
  await story.iam.send(new UpdateAccountPasswordPolicyCommand({ AllowUsersToChangePassword: true }));
});
const change = (OldPassword: string, NewPassword: string, iam = ada) =>
  iam.send(new ChangePasswordCommand({ OldPassword, NewPassword }));

test('takes the old password, and ends the reset that was required', async () => {
  await expect(change('Password-0', 'Password-2')).rejects.toMatchObject(
    refusal('AccessDenied', 403, 'The old password was incorrect.'),
  );
  await change('Password-1', 'Password-2');
  await change('Password-2', 'Password-3');
  const { LoginProfile } = await story.iam.send(new GetLoginProfileCommand({ UserName }));
  expect(LoginProfile?.PasswordResetRequired).toBe(false);
});

test('needs leave: by the account’s policy or by the user’s own', async () => {
  await story.iam.send(new UpdateAccountPasswordPolicyCommand({}));
  await expect(change('Password-1', 'Password-2')).rejects.toMatchObject(
    refusal('AccessDenied', 403, expect.stringContaining('iam:ChangePassword on resource: user ada')),
  );
});

test('holds to the policy', async () => {
  await expect(change('Password-1', 'tiny')).rejects.toMatchObject(
    refusal('PasswordPolicyViolationException', 400),
  );
});

test('is for users who have a password', async () => {
  await expect(change('Password-1', 'Password-2', story.iam)).rejects.toMatchObject(
    refusal('InvalidUserTypeException', 400, 'Only IAM Users can change their own password'),
  );
  await story.user('bob');
  const bob = story.aws.iam(await story.keys('bob'));
  await expect(change('Password-1', 'Password-2', bob)).rejects.toMatchObject(noSuchEntity());
});
