import { ListSSHPublicKeysCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { freshPem, sshKeysIn } from './ssh-keys.ts';
import { iamStory, invalid, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const { upload, list } = sshKeysIn(story);

test('a user’s own, without the keys themselves', async () => {
  await story.user('ada');
  await story.user('bob');
  const made = await upload('ada');
  expect(await list('ada')).toEqual([
    {
      UserName: 'ada',
      SSHPublicKeyId: made?.SSHPublicKeyId,
      Status: 'Active',
      UploadDate: made?.UploadDate,
    },
  ]);
  expect(await list('bob')).toEqual([]);
});

test('comes in pages', async () => {
  await story.user('two');
  const ids = [await upload('two'), await upload('two', freshPem())].map((key) => key?.SSHPublicKeyId).sort();
  const page = (Marker?: string) =>
    story.iam.send(new ListSSHPublicKeysCommand({ UserName: 'two', MaxItems: 1, Marker }));
  const first = await page();
  const second = await page(first.Marker);
  const seen = [first, second].map(({ SSHPublicKeys }) => SSHPublicKeys?.[0]?.SSHPublicKeyId);
  expect([first.IsTruncated, second.IsTruncated, seen]).toEqual([true, false, ids]);
});

test('is told of users who are there, to those who may', async () => {
  await expect(list('ghost')).rejects.toMatchObject(noSuchEntity());
  await expect(story.iam.send(new ListSSHPublicKeysCommand({}))).rejects.toMatchObject(invalid());
  await story.user('eve');
  const eve = story.aws.iam(await story.keys('eve'));
  await expect(eve.send(new ListSSHPublicKeysCommand({}))).rejects.toMatchObject(
    refusal('AccessDenied', 403),
  );
});
