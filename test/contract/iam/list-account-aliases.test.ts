import { CreateAccountAliasCommand, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory } from './story.ts';

const story = iamStory();

test('none at first, and each account its own', async () => {
  const list = async (account?: string) =>
    (await story.aws.iam(account === undefined ? {} : { account }).send(new ListAccountAliasesCommand({})))
      .AccountAliases ?? [];
  expect(await list()).toEqual([]);
  await story.iam.send(new CreateAccountAliasCommand({ AccountAlias: 'mail-house' }));
  expect(await list()).toEqual(['mail-house']);
  expect(await list('444455556666')).toEqual([]);
});
