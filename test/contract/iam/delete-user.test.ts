import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

test('groups, policies and keys must be off first', async () => {
  await story.user('one');
  await story.group('g');
  const UserName = 'one';
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await story.iam.send(new AddUserToGroupCommand({ UserName, GroupName: 'g' }));
  await story.iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  await story.iam.send(
    new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: allowing('s3:*') }),
  );
  const { accessKeyId } = await story.keys(UserName);
  const remove = () => story.iam.send(new DeleteUserCommand({ UserName }));
  const conflict = (message: string) => refusal('DeleteConflictException', 409, message);

  await expect(remove()).rejects.toMatchObject(
    conflict('Cannot delete entity, must remove users from group first.'),
  );
  await story.iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName: 'g' }));
  await expect(remove()).rejects.toMatchObject(
    conflict('Cannot delete entity, must detach all policies first.'),
  );
  await story.iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
  await expect(remove()).rejects.toMatchObject(conflict('Cannot delete entity, must delete policies first.'));
  await story.iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'p' }));
  await expect(remove()).rejects.toMatchObject(
    conflict('Cannot delete entity, must delete access keys first.'),
  );
  await story.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: accessKeyId }));
  await remove();
  await expect(story.iam.send(new GetUserCommand({ UserName }))).rejects.toMatchObject(noSuchEntity());
});

test('an unknown user is NoSuchEntity', async () => {
  await expect(story.iam.send(new DeleteUserCommand({ UserName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
