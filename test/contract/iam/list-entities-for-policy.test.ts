import {
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  ListEntitiesForPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('who has it, by kind and by use', async () => {
  const PolicyArn = await story.policy('p');
  await story.user('u', { Path: '/team/' });
  await story.user('bounded', { PermissionsBoundary: PolicyArn });
  await story.role('r');
  await story.group('g');
  await story.iam.send(new AttachUserPolicyCommand({ UserName: 'u', PolicyArn }));
  await story.iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn }));
  await story.iam.send(new AttachGroupPolicyCommand({ GroupName: 'g', PolicyArn }));
  const list = async (more: object = {}) => {
    const found = await story.iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, ...more }));
    return {
      users: (found.PolicyUsers ?? []).map(({ UserName }) => UserName).sort(),
      roles: (found.PolicyRoles ?? []).map(({ RoleName }) => RoleName),
      groups: (found.PolicyGroups ?? []).map(({ GroupName }) => GroupName),
    };
  };
  expect(await list()).toEqual({ users: ['bounded', 'u'], roles: ['r'], groups: ['g'] });
  expect(await list({ EntityFilter: 'Role' })).toEqual({ users: [], roles: ['r'], groups: [] });
  expect(await list({ PathPrefix: '/team/' })).toEqual({ users: ['u'], roles: [], groups: [] });
  expect(await list({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual({
    users: ['bounded'],
    roles: [],
    groups: [],
  });
});

test('an unknown policy is NoSuchEntity', async () => {
  const PolicyArn = 'arn:aws:iam::000000000000:policy/ghost';
  await expect(story.iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
