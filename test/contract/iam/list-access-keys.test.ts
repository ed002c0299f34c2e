import { ListAccessKeysCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the keys with their states, never their secrets', async () => {
  await story.user('bob');
  const none = await story.iam.send(new ListAccessKeysCommand({ UserName: 'bob' }));
  expect(none.AccessKeyMetadata ?? []).toEqual([]);
  const [first, second] = [await story.keys('bob'), await story.keys('bob')];
  await story.iam.send(
    new UpdateAccessKeyCommand({ UserName: 'bob', AccessKeyId: second.accessKeyId, Status: 'Inactive' }),
  );
  const { AccessKeyMetadata = [] } = await story.iam.send(new ListAccessKeysCommand({ UserName: 'bob' }));
  expect(new Map(AccessKeyMetadata.map(({ AccessKeyId, Status }) => [AccessKeyId, Status]))).toEqual(
    new Map([
      [first.accessKeyId, 'Active'],
      [second.accessKeyId, 'Inactive'],
    ]),
  );
  expect(JSON.stringify(AccessKeyMetadata)).not.toContain(first.secretAccessKey);
});

test('an unknown user is NoSuchEntity', async () => {
  await expect(story.iam.send(new ListAccessKeysCommand({ UserName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
