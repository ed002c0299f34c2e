import { GetRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid, noSuchEntity } from './story.ts';

const story = iamStory();

test('a role is found whatever the case of its name', async () => {
  const arn = await story.role('Mail', { Description: 'd', Tags: [{ Key: 'a', Value: 'b' }] });
  const { Role } = await story.iam.send(new GetRoleCommand({ RoleName: 'mAIL' }));
  expect(Role).toMatchObject({
    Arn: arn,
    RoleName: 'Mail',
    Description: 'd',
    MaxSessionDuration: 3600,
    Tags: [{ Key: 'a', Value: 'b' }],
  });
});

test('an unknown role is NoSuchEntity, an empty name a ValidationError', async () => {
  await expect(story.iam.send(new GetRoleCommand({ RoleName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity('The role with name ghost cannot be found.'),
  );
  await expect(story.iam.send(new GetRoleCommand({ RoleName: '' }))).rejects.toMatchObject(invalid());
});
