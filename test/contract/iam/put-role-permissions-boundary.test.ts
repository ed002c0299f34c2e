import { GetRoleCommand, PutRolePermissionsBoundaryCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the boundary shows on the role, and the next one takes its place', async () => {
  await story.role('one');
  for (const name of ['first', 'second']) {
    const PermissionsBoundary = await story.policy(name);
    await story.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'one', PermissionsBoundary }));
    const found = await story.iam.send(new GetRoleCommand({ RoleName: 'one' }));
    expect(found.Role?.PermissionsBoundary).toEqual({
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: PermissionsBoundary,
    });
  }
});

test('an unknown policy and an unknown role are NoSuchEntity', async () => {
  const PermissionsBoundary = 'arn:aws:iam::aws:policy/Nothing';
  await expect(
    story.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'one', PermissionsBoundary })),
  ).rejects.toMatchObject(noSuchEntity(`Policy ${PermissionsBoundary} does not exist or is not attachable.`));
  await expect(
    story.iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'ghost',
        PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      }),
    ),
  ).rejects.toMatchObject(noSuchEntity('The role with name ghost cannot be found.'));
});
