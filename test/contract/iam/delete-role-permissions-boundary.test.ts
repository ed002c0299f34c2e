import { DeleteRolePermissionsBoundaryCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the boundary goes; where there is none, nothing happens', async () => {
  await story.role('one', { PermissionsBoundary: await story.policy('bound') });
  for (const _ of [1, 2]) {
    await story.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'one' }));
    const found = await story.iam.send(new GetRoleCommand({ RoleName: 'one' }));
    expect(found.Role?.PermissionsBoundary).toBeUndefined();
  }
});

test('an unknown role is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'ghost' })),
  ).rejects.toMatchObject(noSuchEntity());
});
