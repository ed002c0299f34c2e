import { UpdateRoleDescriptionCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the role comes back with its new description', async () => {
  const Arn = await story.role('one', { Description: 'old' });
  const { Role } = await story.iam.send(
    new UpdateRoleDescriptionCommand({ RoleName: 'one', Description: 'new' }),
  );
  expect(Role).toMatchObject({ Arn, Description: 'new' });
});

test('an unknown role is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new UpdateRoleDescriptionCommand({ RoleName: 'ghost', Description: '' })),
  ).rejects.toMatchObject(noSuchEntity());
});
