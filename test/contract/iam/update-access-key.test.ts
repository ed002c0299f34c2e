import { UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { iamStory, invalid, noSuchEntity } from './story.ts';

const story = iamStory();

const set = (AccessKeyId: string, Status: 'Active' | 'Inactive', UserName = 'bob') =>
  story.iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status }));

test('an inactive key signs nothing until it is active again', async () => {
  await story.user('bob');
  const keys = await story.keys('bob');
  const sts = story.aws.sts(keys);
  const whoami = () => sts.send(new GetCallerIdentityCommand({}));
  await whoami();
  await set(keys.accessKeyId ?? '', 'Inactive');
  await expect(whoami()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  await set(keys.accessKeyId ?? '', 'Active');
  await whoami();
});

test("another user's key is NoSuchEntity, an unknown state a ValidationError", async () => {
  await story.user('eve');
  const { accessKeyId = '' } = await story.keys('eve');
  await expect(set(accessKeyId, 'Inactive')).rejects.toMatchObject(
    noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`),
  );
  await expect(set(accessKeyId, 'Asleep' as 'Active', 'eve')).rejects.toMatchObject(
    invalid(expect.stringContaining("'status'")),
  );
});
