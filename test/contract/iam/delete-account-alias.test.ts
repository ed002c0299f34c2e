import {
  CreateAccountAliasCommand,
  DeleteAccountAliasCommand,
  ListAccountAliasesCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('once, and no other than there is', async () => {
  const remove = (AccountAlias: string) => story.iam.send(new DeleteAccountAliasCommand({ AccountAlias }));
  await story.iam.send(new CreateAccountAliasCommand({ AccountAlias: 'mail-house' }));
  await expect(remove('another')).rejects.toMatchObject(noSuchEntity());
  await remove('mail-house');
  expect((await story.iam.send(new ListAccountAliasesCommand({}))).AccountAliases ?? []).toEqual([]);
  await expect(remove('mail-house')).rejects.toMatchObject(noSuchEntity());
});
