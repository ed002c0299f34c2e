import { DeleteGroupPolicyCommand, GetGroupPolicyCommand, PutGroupPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('a deleted policy is gone, and deleting it again is NoSuchEntity', async () => {
  await story.group('one');
  const target = { GroupName: 'one', PolicyName: 'p' };
  await story.iam.send(new PutGroupPolicyCommand({ ...target, PolicyDocument: allowing('s3:*') }));
  await story.iam.send(new DeleteGroupPolicyCommand(target));
  await expect(story.iam.send(new GetGroupPolicyCommand(target))).rejects.toMatchObject(noSuchEntity());
  await expect(story.iam.send(new DeleteGroupPolicyCommand(target))).rejects.toMatchObject(
    noSuchEntity('The group policy with name p cannot be found.'),
  );
});

test('policy names are told apart by case', async () => {
  await story.group('case');
  const target = { GroupName: 'case', PolicyName: 'Policy' };
  await story.iam.send(new PutGroupPolicyCommand({ ...target, PolicyDocument: allowing('s3:*') }));
  await expect(
    story.iam.send(new DeleteGroupPolicyCommand({ ...target, PolicyName: 'policy' })),
  ).rejects.toMatchObject(noSuchEntity());
});

test('an unknown group is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new DeleteGroupPolicyCommand({ GroupName: 'ghost', PolicyName: 'p' })),
  ).rejects.toMatchObject(noSuchEntity('The group with name ghost cannot be found.'));
});
