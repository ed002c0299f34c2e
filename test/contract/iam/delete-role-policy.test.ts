import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('a deleted policy is gone, and deleting it again is NoSuchEntity', async () => {
  await story.role('one');
  const target = { RoleName: 'one', PolicyName: 'p' };
  await story.iam.send(new PutRolePolicyCommand({ ...target, PolicyDocument: allowing('s3:*') }));
  await story.iam.send(new DeleteRolePolicyCommand(target));
  await expect(story.iam.send(new GetRolePolicyCommand(target))).rejects.toMatchObject(noSuchEntity());
  await expect(story.iam.send(new DeleteRolePolicyCommand(target))).rejects.toMatchObject(
    noSuchEntity('The role policy with name p cannot be found.'),
  );
});

test('policy names are told apart by case', async () => {
  await story.role('case');
  const target = { RoleName: 'case', PolicyName: 'Policy' };
  await story.iam.send(new PutRolePolicyCommand({ ...target, PolicyDocument: allowing('s3:*') }));
  await expect(
    story.iam.send(new DeleteRolePolicyCommand({ ...target, PolicyName: 'policy' })),
  ).rejects.toMatchObject(noSuchEntity());
});

test('an unknown role is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new DeleteRolePolicyCommand({ RoleName: 'ghost', PolicyName: 'p' })),
  ).rejects.toMatchObject(noSuchEntity('The role with name ghost cannot be found.'));
});
