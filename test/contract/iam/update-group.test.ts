import {
  GetGroupCommand,
  ListGroupPoliciesCommand,
  PutGroupPolicyCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

test('a new name and path keep the unique id and all that hangs on it', async () => {
  await story.group('before');
  const old = await story.iam.send(new GetGroupCommand({ GroupName: 'before' }));
  await story.iam.send(
    new PutGroupPolicyCommand({ GroupName: 'before', PolicyName: 'p', PolicyDocument: allowing('s3:*') }),
  );
  await story.iam.send(
    new UpdateGroupCommand({ GroupName: 'before', NewGroupName: 'after', NewPath: '/team/' }),
  );
  const found = await story.iam.send(new GetGroupCommand({ GroupName: 'after' }));
  expect(found.Group).toMatchObject({
    GroupId: old.Group?.GroupId,
    Arn: `arn:aws:iam::${ACCOUNT}:group/team/after`,
  });
  const policies = await story.iam.send(new ListGroupPoliciesCommand({ GroupName: 'after' }));
  expect(policies.PolicyNames).toEqual(['p']);
  await expect(story.iam.send(new GetGroupCommand({ GroupName: 'before' }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});

test("the case of the own name may change, another's name may not be taken", async () => {
  await story.group('mine');
  await story.group('theirs');
  await story.iam.send(new UpdateGroupCommand({ GroupName: 'mine', NewGroupName: 'Mine' }));
  expect((await story.iam.send(new GetGroupCommand({ GroupName: 'mine' }))).Group?.GroupName).toBe('Mine');
  await expect(
    story.iam.send(new UpdateGroupCommand({ GroupName: 'mine', NewGroupName: 'THEIRS' })),
  ).rejects.toMatchObject(
    refusal('EntityAlreadyExistsException', 409, 'Group with name THEIRS already exists.'),
  );
});

test('an unknown group is NoSuchEntity', async () => {
  await expect(story.iam.send(new UpdateGroupCommand({ GroupName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
