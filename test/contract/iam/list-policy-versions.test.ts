import { CreatePolicyVersionCommand, ListPolicyVersionsCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('newest first, in pages, without documents', async () => {
  const PolicyArn = await story.policy('p');
  for (const PolicyDocument of [allowing('s3:*'), allowing('kms:*')]) {
    await story.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
  }
  const first = await story.iam.send(new ListPolicyVersionsCommand({ PolicyArn, MaxItems: 2 }));
  expect(first.Versions?.map(({ VersionId }) => VersionId)).toEqual(['v3', 'v2']);
  expect(first.Versions?.[0]?.Document).toBeUndefined();
  const rest = await story.iam.send(new ListPolicyVersionsCommand({ PolicyArn, Marker: first.Marker }));
  expect(rest.Versions).toMatchObject([{ VersionId: 'v1', IsDefaultVersion: true }]);
});

test('an unknown policy is NoSuchEntity', async () => {
  const PolicyArn = 'arn:aws:iam::000000000000:policy/ghost';
  await expect(story.iam.send(new ListPolicyVersionsCommand({ PolicyArn }))).rejects.toMatchObject(
    noSuchEntity(`Policy ${PolicyArn} was not found.`),
  );
});
