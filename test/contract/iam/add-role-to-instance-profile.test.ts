import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  type IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const add = (InstanceProfileName: string, RoleName: string, iam: IAMClient = story.iam) =>
  iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));

test('one role and no more', async () => {
  await story.role('one');
  await story.role('two');
  await story.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'web' }));
  await add('web', 'one');
  await expect(add('web', 'two')).rejects.toMatchObject(
    refusal('LimitExceededException', 409, 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1'),
  );
  await expect(add('ghost', 'one')).rejects.toMatchObject(noSuchEntity());
  await expect(add('web', 'ghost')).rejects.toMatchObject(noSuchEntity());
});

test('who adds a role must be allowed to pass it on', async () => {
  await story.user('ann');
  await story.role('passed');
  await story.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'mine' }));
  const iam = story.aws.iam(await story.keys('ann'));
  const allow = (...actions: string[]) =>
    story.iam.send(
      new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'p', PolicyDocument: allowing(actions) }),
    );
  await allow('iam:AddRoleToInstanceProfile');
  await expect(add('mine', 'passed', iam)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('iam:PassRole'),
  });
  await allow('iam:AddRoleToInstanceProfile', 'iam:PassRole');
  await add('mine', 'passed', iam);
});
