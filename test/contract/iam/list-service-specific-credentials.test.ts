import { ListServiceSpecificCredentialsCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { CODECOMMIT, credentialsIn, KEYSPACES } from './service-credentials.ts';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();
const { create, list } = credentialsIn(story);

test('a user’s own, of one service or of all', async () => {
  await story.user('ada');
  await story.user('bob');
  await create('ada', CODECOMMIT);
  await create('ada', KEYSPACES);
  await create('bob', CODECOMMIT);
  const services = async (user: string, service?: string) =>
    (await list(user, service)).map(({ ServiceName }) => ServiceName).sort();
  expect(await services('ada')).toEqual([KEYSPACES, CODECOMMIT]);
  expect(await services('ada', KEYSPACES)).toEqual([KEYSPACES]);
  expect(await services('bob', KEYSPACES)).toEqual([]);
});

test('those of all users come in pages', async () => {
  const page = (Marker?: string) =>
    story.iam.send(new ListServiceSpecificCredentialsCommand({ AllUsers: true, MaxItems: 2, Marker }));
  const first = await page();
  expect([first.ServiceSpecificCredentials?.length, first.IsTruncated]).toEqual([2, true]);
  const second = await page(first.Marker);
  expect([second.ServiceSpecificCredentials?.length, second.IsTruncated]).toEqual([1, false]);
});

test('knows its users and its services (recorded)', async () => {
  await expect(list('ghost')).rejects.toMatchObject(noSuchEntity());
  await expect(list('ada', 'nonexistentservice.amazonaws.com')).rejects.toMatchObject(
    noSuchEntity(
      'No such service nonexistentservice.amazonaws.com is supported for Service Specific Credentials',
    ),
  );
});
