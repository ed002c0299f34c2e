import {
  CreateLoginProfileCommand,
  GetLoginProfileCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateLoginProfileCommand,
  type UpdateLoginProfileCommandInput,
} from '@aws-sdk/client-iam';
import { beforeEach, expect, test } from 'vitest';
import { iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const UserName = 'ada';
beforeEach(async () => {
  await story.aws.reset();
  await story.user(UserName);
  await story.iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Password-1' }));
});
const update = (input: Partial<UpdateLoginProfileCommandInput>) =>
  story.iam.send(new UpdateLoginProfileCommand({ UserName, ...input }));
const violation = refusal('PasswordPolicyViolationException', 400);

test('what is not told stays', async () => {
  const needsReset = async () =>
    (await story.iam.send(new GetLoginProfileCommand({ UserName }))).LoginProfile?.PasswordResetRequired;
  await update({ PasswordResetRequired: true });
  expect(await needsReset()).toBe(true);
  await update({ Password: 'Password-2' });
  expect(await needsReset()).toBe(true);
  await update({ PasswordResetRequired: false });
  expect(await needsReset()).toBe(false);
});

test('holds to the policy, which may remember passwords', async () => {
  await expect(update({ Password: 'short' })).rejects.toMatchObject(violation);
  await update({ Password: 'Password-1' });
  await story.iam.send(new UpdateAccountPasswordPolicyCommand({ PasswordReusePrevention: 2 }));
  await update({ Password: 'Password-2' });
  for (const last of ['Password-2', 'Password-1']) {
    await expect(update({ Password: last }), last).rejects.toMatchObject(violation);
  }
  await update({ Password: 'Password-3' });
  await update({ Password: 'Password-1' });
});

test('there must be a profile', async () => {
  await story.user('bob');
  await expect(update({ UserName: 'bob', Password: 'Password-1' })).rejects.toMatchObject(
    noSuchEntity('Login Profile for User bob cannot be found.'),
  );
});
