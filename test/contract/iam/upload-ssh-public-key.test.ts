import { generateKeyPairSync } from 'node:crypto';
import { DeleteUserCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { FINGERPRINT, freshPem, PEM, SSH, sshKeysIn } from './ssh-keys.ts';
import { iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const { upload, remove } = sshKeysIn(story);

test('takes a key as SSH spells it, and knows it by the fingerprint that ssh-keygen shows', async () => {
  await story.user('ada');
  expect(await upload('ada', `${SSH} ada@example\n`)).toEqual({
    UserName: 'ada',
    SSHPublicKeyId: expect.stringMatching(/^APKA[A-Z2-7]{16}$/),
    Fingerprint: FINGERPRINT,
    SSHPublicKeyBody: SSH,
    Status: 'Active',
    UploadDate: expect.any(Date),
  });
});

test('takes it as PEM too: it is the same key, and a user has it once', async () => {
  await story.user('bob');
  expect(await upload('bob', PEM)).toMatchObject({ Fingerprint: FINGERPRINT, SSHPublicKeyBody: PEM });
  await expect(upload('bob', SSH)).rejects.toMatchObject(refusal('DuplicateSSHPublicKeyException', 400));
});

test('refuses what is no RSA key of 2048 bits', async () => {
  await story.user('eve');
  const ed25519 = `ssh-ed25519 ${Buffer.from('\0\0\0\x0bssh-ed25519').toString('base64')}`;
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const wrong = [
    ed25519,
    'ssh-rsa',
    'ssh-rsa AAAA',
    `${SSH.slice(0, 100)} cut`,
    SSH.replace('ssh-rsa A', 'ssh-rsa !'),
    `ssh-rsa ${Buffer.from('\0\0\0\x07ssh-rsa\0\0\0\0\0\0\0\0').toString('base64')}`,
    freshPem(1024),
    other.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
  ];
  for (const body of wrong) {
    await expect(upload('eve', body), body).rejects.toMatchObject(refusal('InvalidPublicKeyException', 400));
  }
  const secret = other.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  for (const body of ['my key', secret]) {
    await expect(upload('eve', body), body).rejects.toMatchObject(
      refusal('UnrecognizedPublicKeyEncodingException', 400),
    );
  }
  await expect(upload('ghost')).rejects.toMatchObject(noSuchEntity());
});

test('five are the most, and who has one is not deleted', async () => {
  await story.user('many');
  const ids = [];
  for (let made = 0; made < 5; made += 1) ids.push((await upload('many', freshPem()))?.SSHPublicKeyId);
  await expect(upload('many')).rejects.toMatchObject(refusal('LimitExceededException', 409));
  const drop = () => story.iam.send(new DeleteUserCommand({ UserName: 'many' }));
  await expect(drop()).rejects.toMatchObject(refusal('DeleteConflictException', 409));
  for (const id of ids) await remove('many', id);
  await drop();
});
