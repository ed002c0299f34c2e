import {
  AddUserToGroupCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  GetGroupCommand,
  PutGroupPolicyCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

test('its users and policies must be off first', async () => {
  await story.group('g');
  await story.user('u');
  const member = { GroupName: 'g', UserName: 'u' };
  await story.iam.send(new AddUserToGroupCommand(member));
  const inline = { GroupName: 'g', PolicyName: 'p' };
  await story.iam.send(new PutGroupPolicyCommand({ ...inline, PolicyDocument: allowing('s3:*') }));
  const remove = () => story.iam.send(new DeleteGroupCommand({ GroupName: 'g' }));

  await expect(remove()).rejects.toMatchObject(
    refusal('DeleteConflictException', 409, 'Cannot delete entity, must remove users from group first.'),
  );
  await story.iam.send(new RemoveUserFromGroupCommand(member));
  await expect(remove()).rejects.toMatchObject(
    refusal('DeleteConflictException', 409, 'Cannot delete entity, must delete policies first.'),
  );
  await story.iam.send(new DeleteGroupPolicyCommand(inline));
  await remove();
  await expect(story.iam.send(new GetGroupCommand({ GroupName: 'g' }))).rejects.toMatchObject(noSuchEntity());
});
