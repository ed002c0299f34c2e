import {
  DeleteAccountPasswordPolicyCommand,
  GetAccountPasswordPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();
const remove = () => story.iam.send(new DeleteAccountPasswordPolicyCommand({}));

test('leaves none, and there must be one', async () => {
  await story.iam.send(new UpdateAccountPasswordPolicyCommand({}));
  await remove();
  await expect(story.iam.send(new GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject(noSuchEntity());
  await expect(remove()).rejects.toMatchObject(
    noSuchEntity('The account policy with name PasswordPolicy cannot be found.'),
  );
});
