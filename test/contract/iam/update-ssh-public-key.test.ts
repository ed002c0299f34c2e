import { type StatusType, UpdateSSHPublicKeyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { NO_ID, sshKeysIn } from './ssh-keys.ts';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();
const { upload, list } = sshKeysIn(story);

const update = (UserName: string, SSHPublicKeyId: string | undefined, Status: StatusType) =>
  story.iam.send(new UpdateSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Status }));

test('switches it off and on', async () => {
  await story.user('ada');
  const id = (await upload('ada'))?.SSHPublicKeyId;
  for (const status of ['Inactive', 'Active'] as const) {
    await update('ada', id, status);
    expect((await list('ada')).map(({ Status }) => Status)).toEqual([status]);
  }
});

test('knows its users, and of each the keys', async () => {
  await story.user('eve');
  await story.user('mallory');
  const id = (await upload('eve'))?.SSHPublicKeyId;
  const attempt = (UserName: string, SSHPublicKeyId?: string) => update(UserName, SSHPublicKeyId, 'Inactive');
  await expect(attempt('ghost', id)).rejects.toMatchObject(
    noSuchEntity('The user with name ghost cannot be found.'),
  );
  await expect(attempt('mallory', id)).rejects.toMatchObject(
    noSuchEntity(`The Public Key with id ${id} cannot be found.`),
  );
  await expect(attempt('eve', NO_ID)).rejects.toMatchObject(noSuchEntity());
  await expect(attempt('eve', id?.toLowerCase())).rejects.toMatchObject(noSuchEntity());
});
