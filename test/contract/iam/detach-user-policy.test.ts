import {
  AttachUserPolicyCommand,
  DetachUserPolicyCommand,
  ListAttachedUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('a detached policy is off the list, and detaching it again is NoSuchEntity', async () => {
  await story.user('one');
  const PolicyArn = await story.policy('own');
  const pair = { UserName: 'one', PolicyArn };
  await story.iam.send(new AttachUserPolicyCommand(pair));
  await story.iam.send(new DetachUserPolicyCommand(pair));
  const found = await story.iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'one' }));
  expect(found.AttachedPolicies ?? []).toEqual([]);
  await expect(story.iam.send(new DetachUserPolicyCommand(pair))).rejects.toMatchObject(
    noSuchEntity(`Policy ${PolicyArn} was not found.`),
  );
});

test('an unknown user is NoSuchEntity', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await expect(
    story.iam.send(new DetachUserPolicyCommand({ UserName: 'ghost', PolicyArn })),
  ).rejects.toMatchObject(noSuchEntity('The user with name ghost cannot be found.'));
});
