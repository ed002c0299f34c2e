import {
  AttachGroupPolicyCommand,
  DetachGroupPolicyCommand,
  ListAttachedGroupPoliciesCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('a detached policy is off the list, and detaching it again is NoSuchEntity', async () => {
  await story.group('one');
  const PolicyArn = await story.policy('own');
  const pair = { GroupName: 'one', PolicyArn };
  await story.iam.send(new AttachGroupPolicyCommand(pair));
  await story.iam.send(new DetachGroupPolicyCommand(pair));
  const found = await story.iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: 'one' }));
  expect(found.AttachedPolicies ?? []).toEqual([]);
  await expect(story.iam.send(new DetachGroupPolicyCommand(pair))).rejects.toMatchObject(
    noSuchEntity(`Policy ${PolicyArn} was not found.`),
  );
});

test('an unknown group is NoSuchEntity', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await expect(
    story.iam.send(new DetachGroupPolicyCommand({ GroupName: 'ghost', PolicyArn })),
  ).rejects.toMatchObject(noSuchEntity('The group with name ghost cannot be found.'));
});
