import { ListSigningCertificatesCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const list = (UserName: string, iam = story.iam) =>
  iam.send(new ListSigningCertificatesCommand({ UserName }));

test('a user has none, for there is no way to one here', async () => {
  await story.user('ada');
  expect(await list('ada')).toMatchObject({ Certificates: [], IsTruncated: false });
});

test('is told of users who are there, to those who may', async () => {
  await expect(list('ghost')).rejects.toMatchObject(noSuchEntity());
  await story.user('bob');
  const bob = story.aws.iam(await story.keys('bob'));
  await expect(list('bob', bob)).rejects.toMatchObject(refusal('AccessDenied', 403));
});

test('an account’s root may ask about itself', async () => {
  expect((await story.iam.send(new ListSigningCertificatesCommand({}))).Certificates).toEqual([]);
});
