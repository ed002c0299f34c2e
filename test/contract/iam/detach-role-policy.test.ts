import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('a detached policy is off the list, and detaching it again is NoSuchEntity', async () => {
  await story.role('one');
  const PolicyArn = await story.policy('own');
  const pair = { RoleName: 'one', PolicyArn };
  await story.iam.send(new AttachRolePolicyCommand(pair));
  await story.iam.send(new DetachRolePolicyCommand(pair));
  const found = await story.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'one' }));
  expect(found.AttachedPolicies ?? []).toEqual([]);
  await expect(story.iam.send(new DetachRolePolicyCommand(pair))).rejects.toMatchObject(
    noSuchEntity(`Policy ${PolicyArn} was not found.`),
  );
});

test('an unknown role is NoSuchEntity', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await expect(
    story.iam.send(new DetachRolePolicyCommand({ RoleName: 'ghost', PolicyArn })),
  ).rejects.toMatchObject(noSuchEntity('The role with name ghost cannot be found.'));
});
