import { DeleteUserPermissionsBoundaryCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the boundary goes; where there is none, nothing happens', async () => {
  await story.user('one', { PermissionsBoundary: await story.policy('bound') });
  for (const _ of [1, 2]) {
    await story.iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'one' }));
    const found = await story.iam.send(new GetUserCommand({ UserName: 'one' }));
    expect(found.User?.PermissionsBoundary).toBeUndefined();
  }
});

test('an unknown user is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'ghost' })),
  ).rejects.toMatchObject(noSuchEntity());
});
