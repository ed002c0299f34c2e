import { type EncodingType, GetSSHPublicKeyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { FINGERPRINT, NO_ID, PEM, SSH, sshKeysIn } from './ssh-keys.ts';
import { iamStory, invalid, noSuchEntity } from './story.ts';

const story = iamStory();
const { upload } = sshKeysIn(story);

const get = (UserName: string, SSHPublicKeyId: string | undefined, Encoding: EncodingType) =>
  story.iam.send(new GetSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Encoding }));

test('tells it in either form, whichever it was uploaded in', async () => {
  for (const [UserName, body] of [
    ['one', SSH],
    ['two', PEM],
  ] as const) {
    await story.user(UserName);
    const id = (await upload(UserName, body))?.SSHPublicKeyId;
    const found = async (encoding: EncodingType) => (await get(UserName, id, encoding)).SSHPublicKey;
    expect(await found('SSH')).toMatchObject({ SSHPublicKeyBody: SSH, Fingerprint: FINGERPRINT });
    expect(await found('PEM')).toMatchObject({ SSHPublicKeyBody: PEM, Fingerprint: FINGERPRINT });
    await expect(get(UserName, id, 'DER' as EncodingType)).rejects.toMatchObject(invalid());
  }
});

test('knows its users, and of each the keys', async () => {
  await story.user('eve');
  await story.user('mallory');
  const id = (await upload('eve'))?.SSHPublicKeyId;
  const attempt = (UserName: string, SSHPublicKeyId?: string) => get(UserName, SSHPublicKeyId, 'SSH');
  await expect(attempt('ghost', id)).rejects.toMatchObject(
    noSuchEntity('The user with name ghost cannot be found.'),
  );
  await expect(attempt('mallory', id)).rejects.toMatchObject(
    noSuchEntity(`The Public Key with id ${id} cannot be found.`),
  );
  await expect(attempt('eve', NO_ID)).rejects.toMatchObject(noSuchEntity());
  await expect(attempt('eve', id?.toLowerCase())).rejects.toMatchObject(noSuchEntity());
});
