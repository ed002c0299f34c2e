import { type StatusType, UpdateServiceSpecificCredentialCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { credentialsIn, NO_ID } from './service-credentials.ts';
import { iamStory, invalid, noSuchEntity } from './story.ts';

const story = iamStory();
const { create, list } = credentialsIn(story);

test('switches it off and on (recorded)', async () => {
  await story.user('ada');
  const { ServiceSpecificCredentialId } = (await create('ada')) ?? {};
  const update = (Status: StatusType) =>
    story.iam.send(
      new UpdateServiceSpecificCredentialCommand({ UserName: 'ada', ServiceSpecificCredentialId, Status }),
    );
  await update('Inactive');
  expect((await list('ada'))[0]?.Status).toBe('Inactive');
  await update('Active');
  expect((await list('ada'))[0]?.Status).toBe('Active');
  await expect(update('Invalid' as StatusType)).rejects.toMatchObject(
    invalid(
      "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
    ),
  );
});

test('knows its users, and of each the credentials (recorded)', async () => {
  await story.user('eve');
  const { ServiceSpecificCredentialId: id = '' } = (await create('eve')) ?? {};
  await story.user('mallory');
  const attempt = (UserName: string, ServiceSpecificCredentialId: string) =>
    story.iam.send(
      new UpdateServiceSpecificCredentialCommand({
        UserName,
        ServiceSpecificCredentialId,
        Status: 'Inactive',
      }),
    );
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
