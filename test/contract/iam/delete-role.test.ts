import {
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

test('policies must be off first; then the role is gone, and its successor is another', async () => {
  await story.role('one');
  const old = await story.iam.send(new GetRoleCommand({ RoleName: 'one' }));
  const attached = { RoleName: 'one', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
  const inline = { RoleName: 'one', PolicyName: 'p' };
  await story.iam.send(new AttachRolePolicyCommand(attached));
  await story.iam.send(new PutRolePolicyCommand({ ...inline, PolicyDocument: allowing('s3:*') }));
  const remove = () => story.iam.send(new DeleteRoleCommand({ RoleName: 'one' }));

  await expect(remove()).rejects.toMatchObject(
    refusal('DeleteConflictException', 409, 'Cannot delete entity, must detach all policies first.'),
  );
  await story.iam.send(new DetachRolePolicyCommand(attached));
  await expect(remove()).rejects.toMatchObject(
    refusal('DeleteConflictException', 409, 'Cannot delete entity, must delete policies first.'),
  );
  await story.iam.send(new DeleteRolePolicyCommand(inline));
  await remove();
  await expect(story.iam.send(new GetRoleCommand({ RoleName: 'one' }))).rejects.toMatchObject(noSuchEntity());
  await story.role('one');
  const successor = await story.iam.send(new GetRoleCommand({ RoleName: 'one' }));
  expect(successor.Role?.RoleId).not.toBe(old.Role?.RoleId);
});

test('an unknown role is NoSuchEntity', async () => {
  await expect(story.iam.send(new DeleteRoleCommand({ RoleName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
