import {
  GetUserCommand,
  ListUserPoliciesCommand,
  PutUserPolicyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

test('a new name and path keep the unique id and all that hangs on it', async () => {
  await story.user('before');
  const old = await story.iam.send(new GetUserCommand({ UserName: 'before' }));
  await story.iam.send(
    new PutUserPolicyCommand({ UserName: 'before', PolicyName: 'p', PolicyDocument: allowing('s3:*') }),
  );
  await story.iam.send(
    new UpdateUserCommand({ UserName: 'before', NewUserName: 'after', NewPath: '/team/' }),
  );
  const found = await story.iam.send(new GetUserCommand({ UserName: 'after' }));
  expect(found.User).toMatchObject({
    UserId: old.User?.UserId,
    Arn: `arn:aws:iam::${ACCOUNT}:user/team/after`,
  });
  const policies = await story.iam.send(new ListUserPoliciesCommand({ UserName: 'after' }));
  expect(policies.PolicyNames).toEqual(['p']);
  await expect(story.iam.send(new GetUserCommand({ UserName: 'before' }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});

test("the case of the own name may change, another's name may not be taken", async () => {
  await story.user('mine');
  await story.user('theirs');
  await story.iam.send(new UpdateUserCommand({ UserName: 'mine', NewUserName: 'Mine' }));
  expect((await story.iam.send(new GetUserCommand({ UserName: 'mine' }))).User?.UserName).toBe('Mine');
  await expect(
    story.iam.send(new UpdateUserCommand({ UserName: 'mine', NewUserName: 'THEIRS' })),
  ).rejects.toMatchObject(
    refusal('EntityAlreadyExistsException', 409, 'User with name THEIRS already exists.'),
  );
});

test('an unknown user is NoSuchEntity', async () => {
  await expect(story.iam.send(new UpdateUserCommand({ UserName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
