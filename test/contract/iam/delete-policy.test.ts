import {
  AttachUserPolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

test('it must be attached nowhere and down to its default version', async () => {
  const PolicyArn = await story.policy('p');
  await story.user('u');
  await story.iam.send(new AttachUserPolicyCommand({ UserName: 'u', PolicyArn }));
  await story.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowing('kms:*') }));
  const remove = () => story.iam.send(new DeletePolicyCommand({ PolicyArn }));

  await expect(remove()).rejects.toMatchObject(
    refusal('DeleteConflictException', 409, 'Cannot delete a policy attached to entities.'),
  );
  await story.iam.send(new DetachUserPolicyCommand({ UserName: 'u', PolicyArn }));
  await expect(remove()).rejects.toMatchObject(
    refusal(
      'DeleteConflictException',
      409,
      expect.stringContaining('This policy has more than one version.'),
    ),
  );
  await story.iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
  await remove();
  await expect(story.iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject(noSuchEntity());
  await story.policy('p');
});

test('a boundary counts as attached', async () => {
  const PolicyArn = await story.policy('bound');
  await story.user('bounded', { PermissionsBoundary: PolicyArn });
  await expect(story.iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject(
    refusal('DeleteConflictException', 409),
  );
});

test("AWS's own cannot be deleted, an unknown one is NoSuchEntity", async () => {
  const aws = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await expect(story.iam.send(new DeletePolicyCommand({ PolicyArn: aws }))).rejects.toMatchObject(
    refusal('AccessDenied', 403),
  );
  await expect(story.iam.send(new DeletePolicyCommand({ PolicyArn: `${aws}2` }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
