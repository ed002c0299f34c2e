import { DeleteAccessKeyCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('a deleted key signs nothing: it does not fall back to root', async () => {
  await story.user('bob');
  const keys = await story.keys('bob');
  await story.aws.sts(keys).send(new GetCallerIdentityCommand({}));
  const target = { UserName: 'bob', AccessKeyId: keys.accessKeyId };
  await story.iam.send(new DeleteAccessKeyCommand(target));
  await expect(story.aws.sts(keys).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
  const { AccessKeyMetadata } = await story.iam.send(new ListAccessKeysCommand({ UserName: 'bob' }));
  expect(AccessKeyMetadata ?? []).toEqual([]);
  await expect(story.iam.send(new DeleteAccessKeyCommand(target))).rejects.toMatchObject(
    noSuchEntity(`The Access Key with id ${keys.accessKeyId} cannot be found.`),
  );
});

test('its place is free for another', async () => {
  const made = new Set<unknown>();
  for (let round = 0; round < 3; round++) {
    const { accessKeyId } = await story.keys('bob');
    made.add(accessKeyId);
    await story.iam.send(new DeleteAccessKeyCommand({ UserName: 'bob', AccessKeyId: accessKeyId }));
  }
  expect(made).toHaveLength(3);
});

test('an unknown user is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new DeleteAccessKeyCommand({ UserName: 'ghost', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })),
  ).rejects.toMatchObject(noSuchEntity());
});
