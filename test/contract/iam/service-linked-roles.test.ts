// What nobody may do to a role that a service links to itself, its account's root included.
import {
  AttachRolePolicyCommand,
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { beforeAll, expect, test } from 'vitest';
import { allowing, iamStory, refusal, trusting } from './story.ts';

const story = iamStory();
const RoleName = 'AWSServiceRoleForECS';
beforeAll(async () => {
  await story.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' }));
});

const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const OWN = 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy';
const PolicyDocument = allowing('*');

test.each([
  ['AttachRolePolicy', () => story.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))],
  ['DetachRolePolicy', () => story.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: OWN }))],
  [
    'PutRolePolicy',
    () => story.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument })),
  ],
  ['DeleteRolePolicy', () => story.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }))],
  [
    'UpdateAssumeRolePolicy',
    () => {
      const PolicyDocument = trusting({ Service: 'ec2.amazonaws.com' });
      return story.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    },
  ],
  [
    'PutRolePermissionsBoundary',
    () => {
      const input = { RoleName, PermissionsBoundary: PolicyArn };
      return story.iam.send(new PutRolePermissionsBoundaryCommand(input));
    },
  ],
  [
    'DeleteRolePermissionsBoundary',
    () => story.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
  ],
  [
    'UpdateRole of its sessions',
    () => story.iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 })),
  ],
  ['DeleteRole', () => story.iam.send(new DeleteRoleCommand({ RoleName }))],
])('%s is refused', async (_, attempt) => {
  await expect(attempt()).rejects.toMatchObject(
    refusal(
      'UnmodifiableEntityException',
      400,
      `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
    ),
  );
});

test('its description and its tags may be changed', async () => {
  await story.iam.send(new UpdateRoleCommand({ RoleName, Description: 'clusters' }));
  await story.iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'a' }] }));
  const { Role } = await story.iam.send(new GetRoleCommand({ RoleName }));
  expect(Role).toMatchObject({ Description: 'clusters', Tags: [{ Key: 'team', Value: 'a' }] });
});
