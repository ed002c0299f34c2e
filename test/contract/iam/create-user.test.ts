import { CreateUserCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, iamStory, invalid, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

const create = (UserName: string, more: object = {}) =>
  story.iam.send(new CreateUserCommand({ UserName, ...more }));

test('a user comes back with its ids, path, boundary and tags', async () => {
  const PermissionsBoundary = await story.policy('bound');
  const Tags = [{ Key: 'team', Value: 'mail' }];
  const { User } = await create('bob', { Path: '/dev/', PermissionsBoundary, Tags });
  expect(User).toMatchObject({
    UserName: 'bob',
    Path: '/dev/',
    Arn: `arn:aws:iam::${ACCOUNT}:user/dev/bob`,
    PermissionsBoundary: { PermissionsBoundaryArn: PermissionsBoundary },
    Tags,
  });
  expect(User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
});

test('a name is taken whatever its case', async () => {
  await expect(create('BOB')).rejects.toMatchObject(
    refusal('EntityAlreadyExistsException', 409, 'User with name BOB already exists.'),
  );
});

test('an unknown boundary is NoSuchEntity, a name of 65 characters a ValidationError', async () => {
  await expect(
    create('eve', { PermissionsBoundary: 'arn:aws:iam::aws:policy/Nothing' }),
  ).rejects.toMatchObject(noSuchEntity());
  await expect(create('e'.repeat(65))).rejects.toMatchObject(
    invalid(expect.stringContaining('Member must have length less than or equal to 64')),
  );
});
