import { expect, test } from 'vitest';
import { freshPem, NO_ID, sshKeysIn } from './ssh-keys.ts';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();
const { upload, list, remove } = sshKeysIn(story);

test('takes it away, and leaves the others', async () => {
  await story.user('ada');
  const gone = await upload('ada');
  const kept = await upload('ada', freshPem());
  await remove('ada', gone?.SSHPublicKeyId);
  expect((await list('ada')).map(({ SSHPublicKeyId }) => SSHPublicKeyId)).toEqual([kept?.SSHPublicKeyId]);
  await upload('ada');
});

test('knows its users, and of each the keys', async () => {
  await story.user('eve');
  await story.user('mallory');
  const id = (await upload('eve'))?.SSHPublicKeyId;
  const attempt = (UserName: string, SSHPublicKeyId?: string) => remove(UserName, SSHPublicKeyId);
  await expect(attempt('ghost', id)).rejects.toMatchObject(
    noSuchEntity('The user with name ghost cannot be found.'),
  );
  await expect(attempt('mallory', id)).rejects.toMatchObject(
    noSuchEntity(`The Public Key with id ${id} cannot be found.`),
  );
  await expect(attempt('eve', NO_ID)).rejects.toMatchObject(noSuchEntity());
  await expect(attempt('eve', id?.toLowerCase())).rejects.toMatchObject(noSuchEntity());
});
