import { DeleteServiceSpecificCredentialCommand, DeleteUserCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { BEDROCK, CODECOMMIT, credentialsIn, KEYSPACES } from './service-credentials.ts';
import { ACCOUNT, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const { create, list } = credentialsIn(story);

test('a name and a password for one service, the password told once (recorded)', async () => {
  await story.user('ada');
  const made = await create('ada');
  expect(made).toEqual({
    UserName: 'ada',
    ServiceName: CODECOMMIT,
    ServiceUserName: `ada-at-${ACCOUNT}`,
    ServicePassword: expect.stringMatching(/^.{40}$/),
    ServiceSpecificCredentialId: expect.stringMatching(/^ACCA\w{17}$/),
    Status: 'Active',
    CreateDate: expect.any(Date),
  });
  const { ServicePassword: _told, ...rest } = made ?? {};
  expect(await list('ada')).toEqual([rest]);
});

test('a user has two of a service, under two names', async () => {
  await story.user('two');
  await create('two', KEYSPACES);
  expect((await create('two', KEYSPACES))?.ServiceUserName).toBe(`two+1-at-${ACCOUNT}`);
  await expect(create('two', KEYSPACES)).rejects.toMatchObject(refusal('LimitExceededException', 409));
  await create('two', CODECOMMIT);
});

test('a key of Bedrock has an alias and a secret, and may expire', async () => {
  await story.user('model');
  const made = await create('model', BEDROCK, { CredentialAgeDays: 30 });
  expect(made).toMatchObject({
    ServiceCredentialAlias: `model-at-${ACCOUNT}`,
    ServiceCredentialSecret: expect.stringMatching(/./),
  });
  expect(made).not.toHaveProperty('ServicePassword');
  const lives = (made?.ExpirationDate?.getTime() ?? 0) - (made?.CreateDate?.getTime() ?? 0);
  expect(lives).toBe(30 * 86_400_000);
  await story.aws.clock.advance(30 * 86_400_000);
  expect((await list('model'))[0]?.Status).toBe('Expired');
  await expect(create('model', CODECOMMIT, { CredentialAgeDays: 30 })).rejects.toMatchObject(
    refusal('InvalidInputException', 400),
  );
});

test('the user is looked for first, and then the service (recorded)', async () => {
  await expect(create('ghost', 'lambda.amazonaws.com')).rejects.toMatchObject(
    noSuchEntity('The user with name ghost cannot be found.'),
  );
  await story.user('bob');
  for (const service of ['lambda.amazonaws.com', 'o3on3n3onosneo', 'constructor']) {
    await expect(create('bob', service)).rejects.toMatchObject(
      noSuchEntity(`No such service ${service} is supported for Service Specific Credentials`),
    );
  }
});

test('a user who has one is not deleted (recorded)', async () => {
  await story.user('leaver');
  const UserName = 'leaver';
  const { ServiceSpecificCredentialId } = (await create(UserName)) ?? {};
  const remove = () => story.iam.send(new DeleteUserCommand({ UserName }));
  await expect(remove()).rejects.toMatchObject(
    refusal('DeleteConflictException', 409, 'Cannot delete entity, must remove referenced objects first.'),
  );
  await story.iam.send(new DeleteServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId }));
  await remove();
});
