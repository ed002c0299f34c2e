import { DeleteUserPolicyCommand, GetUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('a deleted policy is gone, and deleting it again is NoSuchEntity', async () => {
  await story.user('one');
  const target = { UserName: 'one', PolicyName: 'p' };
  await story.iam.send(new PutUserPolicyCommand({ ...target, PolicyDocument: allowing('s3:*') }));
  await story.iam.send(new DeleteUserPolicyCommand(target));
  await expect(story.iam.send(new GetUserPolicyCommand(target))).rejects.toMatchObject(noSuchEntity());
  await expect(story.iam.send(new DeleteUserPolicyCommand(target))).rejects.toMatchObject(
    noSuchEntity('The user policy with name p cannot be found.'),
  );
});

test('policy names are told apart by case', async () => {
  await story.user('case');
  const target = { UserName: 'case', PolicyName: 'Policy' };
  await story.iam.send(new PutUserPolicyCommand({ ...target, PolicyDocument: allowing('s3:*') }));
  await expect(
    story.iam.send(new DeleteUserPolicyCommand({ ...target, PolicyName: 'policy' })),
  ).rejects.toMatchObject(noSuchEntity());
});

test('an unknown user is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new DeleteUserPolicyCommand({ UserName: 'ghost', PolicyName: 'p' })),
  ).rejects.toMatchObject(noSuchEntity('The user with name ghost cannot be found.'));
});
