import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

test('any version but the default one can go', async () => {
  const PolicyArn = await story.policy('p');
  await story.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowing('kms:*') }));
  await expect(
    story.iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' })),
  ).rejects.toMatchObject(
    refusal('DeleteConflictException', 409, 'Cannot delete the default version of a policy.'),
  );
  await story.iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
  const gone = { PolicyArn, VersionId: 'v2' };
  await expect(story.iam.send(new GetPolicyVersionCommand(gone))).rejects.toMatchObject(noSuchEntity());
  await expect(story.iam.send(new DeletePolicyVersionCommand(gone))).rejects.toMatchObject(noSuchEntity());
});
