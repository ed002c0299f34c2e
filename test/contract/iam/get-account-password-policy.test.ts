import {
  GetAccountPasswordPolicyCommand,
  PutUserPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { beforeEach, expect, test } from 'vitest';
import { ACCOUNT, document, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
beforeEach(() => story.aws.reset());
const read = (iam = story.iam) => iam.send(new GetAccountPasswordPolicyCommand({}));

test('AWS’s default is none', async () => {
  await expect(read()).rejects.toMatchObject(
    noSuchEntity(`The Password Policy with domain name ${ACCOUNT} cannot be found.`),
  );
});

test('tells what was set', async () => {
  await story.iam.send(new UpdateAccountPasswordPolicyCommand({ PasswordReusePrevention: 3 }));
  expect((await read()).PasswordPolicy).toMatchObject({
    PasswordReusePrevention: 3,
    MinimumPasswordLength: 6,
    ExpirePasswords: false,
  });
});

test('every user who may change the own password may read it, unless denied', async () => {
  await story.user('ada');
  const ada = story.aws.iam(await story.keys('ada'));
  await story.iam.send(new UpdateAccountPasswordPolicyCommand({}));
  await expect(read(ada)).rejects.toMatchObject(refusal('AccessDenied', 403));
  await story.iam.send(new UpdateAccountPasswordPolicyCommand({ AllowUsersToChangePassword: true }));
  expect((await read(ada)).PasswordPolicy?.AllowUsersToChangePassword).toBe(true);
  const PolicyDocument = document({ Effect: 'Deny', Action: 'iam:*', Resource: '*' });
  await story.iam.send(new PutUserPolicyCommand({ UserName: 'ada', PolicyName: 'p', PolicyDocument }));
  await expect(read(ada)).rejects.toMatchObject(refusal('AccessDenied', 403));
});
