import { DeleteServiceSpecificCredentialCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { credentialsIn, NO_ID } from './service-credentials.ts';
import { iamStory, invalid, noSuchEntity } from './story.ts';

const story = iamStory();
const { create, list } = credentialsIn(story);

test('takes it away', async () => {
  await story.user('ada');
  const { ServiceSpecificCredentialId } = (await create('ada')) ?? {};
  await create('ada');
  await story.iam.send(
    new DeleteServiceSpecificCredentialCommand({ UserName: 'ada', ServiceSpecificCredentialId }),
  );
  const ids = (await list('ada')).map(({ ServiceSpecificCredentialId: id }) => id);
  expect(ids).toHaveLength(1);
  expect(ids).not.toContain(ServiceSpecificCredentialId);
});

test('knows its users, and of each the credentials (recorded)', async () => {
  await story.user('eve');
  const { ServiceSpecificCredentialId: id = '' } = (await create('eve')) ?? {};
  await story.user('mallory');
  const attempt = (UserName: string, ServiceSpecificCredentialId: string) =>
    story.iam.send(new DeleteServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId }));
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
