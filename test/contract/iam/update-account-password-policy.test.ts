import {
  CreateLoginProfileCommand,
  GetAccountPasswordPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
  type UpdateAccountPasswordPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { beforeEach, expect, test } from 'vitest';
import { iamStory, invalid, refusal } from './story.ts';

const story = iamStory();
beforeEach(() => story.aws.reset());
const update = (input: UpdateAccountPasswordPolicyCommandInput) =>
  story.iam.send(new UpdateAccountPasswordPolicyCommand(input));
const read = async () => (await story.iam.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy;

const DEFAULTS = {
  MinimumPasswordLength: 6,
  RequireSymbols: false,
  RequireNumbers: false,
  RequireUppercaseCharacters: false,
  RequireLowercaseCharacters: false,
  AllowUsersToChangePassword: false,
  ExpirePasswords: false,
};

test('is set as a whole: what is left out goes back to its default', async () => {
  await update({ MinimumPasswordLength: 14, MaxPasswordAge: 90, HardExpiry: false, RequireSymbols: true });
  expect(await read()).toEqual({
    ...DEFAULTS,
    MinimumPasswordLength: 14,
    RequireSymbols: true,
    ExpirePasswords: true,
    MaxPasswordAge: 90,
    HardExpiry: false,
  });
  await update({});
  expect(await read()).toEqual(DEFAULTS);
});

test('keeps AWS’s bounds', async () => {
  const wrong = [
    { MinimumPasswordLength: 5 },
    { MinimumPasswordLength: 129 },
    { MaxPasswordAge: 0 },
    { MaxPasswordAge: 1096 },
    { PasswordReusePrevention: 25 },
  ];
  for (const input of wrong) await expect(update(input)).rejects.toMatchObject(invalid());
});

test('what it asks for, passwords have', async () => {
  await story.user('ada');
  const first = (Password: string) =>
    story.iam.send(new CreateLoginProfileCommand({ UserName: 'ada', Password }));
  const violation = (message: RegExp) =>
    refusal('PasswordPolicyViolationException', 400, expect.stringMatching(message));
  await update({
    MinimumPasswordLength: 10,
    RequireSymbols: true,
    RequireNumbers: true,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: true,
  });
  await expect(first('Aa1-short')).rejects.toMatchObject(violation(/minimum length of 10/));
  await expect(first('aaaaaaaa1-')).rejects.toMatchObject(violation(/uppercase letter/));
  await expect(first('AAAAAAAA1-')).rejects.toMatchObject(violation(/lowercase letter/));
  await expect(first('Aaaaaaaaa-')).rejects.toMatchObject(violation(/number/));
  await expect(first('Aaaaaaaa12')).rejects.toMatchObject(violation(/symbol/));
  await first('Aaaaaaaa1-');
});

test('one account’s says nothing of another’s', async () => {
  await update({ MinimumPasswordLength: 20 });
  const other = story.aws.iam({ account: '111122223333' });
  await expect(other.send(new GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
