import { GetRoleCommand, UpdateRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid, noSuchEntity } from './story.ts';

const story = iamStory();

test('what is given changes, what is not given stays', async () => {
  await story.role('one', { Description: 'old', MaxSessionDuration: 7200 });
  await story.iam.send(new UpdateRoleCommand({ RoleName: 'one', Description: 'new' }));
  expect((await story.iam.send(new GetRoleCommand({ RoleName: 'one' }))).Role).toMatchObject({
    Description: 'new',
    MaxSessionDuration: 7200,
  });
  await story.iam.send(new UpdateRoleCommand({ RoleName: 'one', MaxSessionDuration: 3600 }));
  expect((await story.iam.send(new GetRoleCommand({ RoleName: 'one' }))).Role).toMatchObject({
    Description: 'new',
    MaxSessionDuration: 3600,
  });
});

test('two changes at once are both kept', async () => {
  await story.role('both');
  await Promise.all([
    story.iam.send(new UpdateRoleCommand({ RoleName: 'both', Description: 'kept' })),
    story.iam.send(new UpdateRoleCommand({ RoleName: 'both', MaxSessionDuration: 9000 })),
  ]);
  expect((await story.iam.send(new GetRoleCommand({ RoleName: 'both' }))).Role).toMatchObject({
    Description: 'kept',
    MaxSessionDuration: 9000,
  });
});

test('an unknown role is NoSuchEntity, thirteen hours a ValidationError', async () => {
  await expect(story.iam.send(new UpdateRoleCommand({ RoleName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity(),
  );
  await expect(
    story.iam.send(new UpdateRoleCommand({ RoleName: 'one', MaxSessionDuration: 46_800 })),
  ).rejects.toMatchObject(invalid(expect.stringContaining("'maxSessionDuration'")));
});
