import { GetUserCommand, PutUserPermissionsBoundaryCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the boundary shows on the user, and the next one takes its place', async () => {
  await story.user('one');
  for (const name of ['first', 'second']) {
    const PermissionsBoundary = await story.policy(name);
    await story.iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'one', PermissionsBoundary }));
    const found = await story.iam.send(new GetUserCommand({ UserName: 'one' }));
    expect(found.User?.PermissionsBoundary).toEqual({
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: PermissionsBoundary,
    });
  }
});

test('an unknown policy and an unknown user are NoSuchEntity', async () => {
  const PermissionsBoundary = 'arn:aws:iam::aws:policy/Nothing';
  await expect(
    story.iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'one', PermissionsBoundary })),
  ).rejects.toMatchObject(noSuchEntity(`Policy ${PermissionsBoundary} does not exist or is not attachable.`));
  await expect(
    story.iam.send(
      new PutUserPermissionsBoundaryCommand({
        UserName: 'ghost',
        PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      }),
    ),
  ).rejects.toMatchObject(noSuchEntity('The user with name ghost cannot be found.'));
});
