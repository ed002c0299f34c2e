import { CreateAccountAliasCommand, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid } from './story.ts';

const story = iamStory();
const create = (AccountAlias: string) => story.iam.send(new CreateAccountAliasCommand({ AccountAlias }));

test('an account has one alias: a new one takes its place', async () => {
  await create('mail-house');
  await create('mail-house-2');
  const { AccountAliases } = await story.iam.send(new ListAccountAliasesCommand({}));
  expect(AccountAliases).toEqual(['mail-house-2']);
});

test('lower case, digits and single hyphens within', async () => {
  for (const alias of ['Mail', '-mail', 'mail-', 'ma--il', 'ml']) {
    await expect(create(alias), alias).rejects.toMatchObject(invalid());
  }
});
