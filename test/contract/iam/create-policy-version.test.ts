import {
  AttachUserPolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

const add = (PolicyArn: string, PolicyDocument: string, SetAsDefault?: boolean) =>
  story.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault }));

test('a version decides once it is the default', async () => {
  const PolicyArn = await story.policy('p', allowing('s3:*'));
  await story.user('u');
  await story.iam.send(new AttachUserPolicyCommand({ UserName: 'u', PolicyArn }));
  const user = story.aws.iam(await story.keys('u'));
  const { PolicyVersion } = await add(PolicyArn, allowing('iam:ListUsers'));
  expect(PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: false });
  await expect(user.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  await add(PolicyArn, allowing('iam:ListUsers'), true);
  await user.send(new ListUsersCommand({}));
  const { Policy } = await story.iam.send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy?.DefaultVersionId).toBe('v3');
});

test('five versions at most, and no number is given twice', async () => {
  const PolicyArn = await story.policy('five');
  for (let version = 2; version <= 5; version++) await add(PolicyArn, allowing('s3:*'));
  await expect(add(PolicyArn, allowing('s3:*'))).rejects.toMatchObject(
    refusal(
      'LimitExceededException',
      409,
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    ),
  );
  await story.iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v5' }));
  expect((await add(PolicyArn, allowing('s3:*'))).PolicyVersion?.VersionId).toBe('v6');
});

test('versions made at once get numbers of their own', async () => {
  const PolicyArn = await story.policy('race');
  const made = await Promise.all([1, 2, 3].map(() => add(PolicyArn, allowing('s3:*'))));
  expect(made.map(({ PolicyVersion }) => PolicyVersion?.VersionId).sort()).toEqual(['v2', 'v3', 'v4']);
});

test('a malformed document and an unknown policy are refused', async () => {
  const PolicyArn = await story.policy('other');
  await expect(add(PolicyArn, '[]')).rejects.toMatchObject(refusal('MalformedPolicyDocumentException', 400));
  await expect(add(`${PolicyArn}x`, allowing('s3:*'))).rejects.toMatchObject(noSuchEntity());
});
