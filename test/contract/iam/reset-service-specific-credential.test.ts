import { ResetServiceSpecificCredentialCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { credentialsIn, NO_ID } from './service-credentials.ts';
import { iamStory, invalid, noSuchEntity } from './story.ts';

const story = iamStory();
const { create } = credentialsIn(story);

test('tells another password under the same name and id (recorded)', async () => {
  await story.user('ada');
  const made = await create('ada');
  const { ServiceSpecificCredential: reset } = await story.iam.send(
    new ResetServiceSpecificCredentialCommand({
      UserName: 'ada',
      ServiceSpecificCredentialId: made?.ServiceSpecificCredentialId,
    }),
  );
  expect(reset).toEqual({ ...made, ServicePassword: expect.stringMatching(/^.{40}$/) });
  expect(reset?.ServicePassword).not.toBe(made?.ServicePassword);
});

test('knows its users, and of each the credentials (recorded)', async () => {
  await story.user('eve');
  const { ServiceSpecificCredentialId: id = '' } = (await create('eve')) ?? {};
  await story.user('mallory');
  const attempt = (UserName: string, ServiceSpecificCredentialId: string) =>
    story.iam.send(new ResetServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId }));
  await expect(attempt('ghost', id)).rejects.toMatchObject(
    noSuchEntity('The user with name ghost cannot be found.'),
  );
  await expect(attempt('mallory', id)).rejects.toMatchObject(noSuchEntity(`No such credential ${id} exists`));
  await expect(attempt('eve', NO_ID)).rejects.toMatchObject(
    noSuchEntity(`No such credential ${NO_ID} exists`),
  );
  await expect(attempt('eve', 'totally-wrong-credential-id-with-hyphens')).rejects.toMatchObject(
    invalid(
      "1 validation error detected: Value at 'serviceSpecificCredentialId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w]+",
    ),
  );
});
