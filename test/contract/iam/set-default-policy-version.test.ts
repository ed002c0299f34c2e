import {
  AttachUserPolicyCommand,
  CreatePolicyVersionCommand,
  GetPolicyCommand,
  ListUsersCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

test('going back to an older version takes effect at once', async () => {
  const PolicyArn = await story.policy('p', allowing('s3:*'));
  await story.iam.send(
    new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowing('iam:*'), SetAsDefault: true }),
  );
  await story.user('u');
  await story.iam.send(new AttachUserPolicyCommand({ UserName: 'u', PolicyArn }));
  const user = story.aws.iam(await story.keys('u'));
  await user.send(new ListUsersCommand({}));
  await story.iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
  await expect(user.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  const { Policy } = await story.iam.send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy?.DefaultVersionId).toBe('v1');
});

test("an unknown version is NoSuchEntity, and AWS's own policies stay as they are", async () => {
  const PolicyArn = await story.policy('q');
  await expect(
    story.iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v2' })),
  ).rejects.toMatchObject(noSuchEntity());
  const aws = { PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', VersionId: 'v1' };
  await expect(story.iam.send(new SetDefaultPolicyVersionCommand(aws))).rejects.toMatchObject(
    refusal('AccessDenied', 403),
  );
});
