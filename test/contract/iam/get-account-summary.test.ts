import { CreatePolicyVersionCommand, GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, refusal } from './story.ts';

const story = iamStory();
const summary = async (iam = story.iam) =>
  (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap ?? {};

test('counts what the account has, and tells its quotas', async () => {
  await story.user('one');
  await story.user('two');
  await story.role('r');
  await story.group('g');
  const PolicyArn = await story.policy('p');
  const PolicyDocument = allowing('s3:*');
  await story.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
  const found = await summary();
  expect(found).toMatchObject({
    Users: 2,
    UsersQuota: 5000,
    Roles: 1,
    Groups: 1,
    Policies: 1,
    PolicyVersionsInUse: 2,
    InstanceProfiles: 0,
    AccountMFAEnabled: 0,
    AccessKeysPerUserQuota: 2,
  });
  // As many as botocore's model has.
  expect(Object.keys(found)).toHaveLength(34);
});

test('is each account’s own, and for those who may', async () => {
  const other = await summary(story.aws.iam({ account: '111122223333' }));
  expect(other).toMatchObject({ Users: 0, Roles: 0 });
  await story.user('bob');
  const bob = story.aws.iam(await story.keys('bob'));
  await expect(summary(bob)).rejects.toMatchObject(refusal('AccessDenied', 403));
});
