import {
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, document, iamStory, refusal, trusting } from './story.ts';

const story = iamStory();
const create = (AWSServiceName: string, more: object = {}) =>
  story.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName, ...more }));
const invalidInput = (message: string) => refusal('InvalidInputException', 400, message);

test('the service says what the role is called, who assumes it and what it may (recorded)', async () => {
  const { Role: made } = await create('batch.amazonaws.com', { Description: 'jobs' });
  const RoleName = 'AWSServiceRoleForBatch';
  const { Role } = await story.iam.send(new GetRoleCommand({ RoleName }));
  expect(Role).toMatchObject({
    RoleName,
    RoleId: made?.RoleId,
    Path: '/aws-service-role/batch.amazonaws.com/',
    Arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/batch.amazonaws.com/${RoleName}`,
    Description: 'jobs',
    MaxSessionDuration: 3600,
  });
  expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'batch.amazonaws.com' } }],
  });
  const { AttachedPolicies } = await story.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  expect(AttachedPolicies).toEqual([
    {
      PolicyName: 'BatchServiceRolePolicy',
      PolicyArn: 'arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy',
    },
  ]);
});

test('each service has one (recorded), and may have another when it is gone', async () => {
  await create('ses.amazonaws.com');
  await expect(create('ses.amazonaws.com')).rejects.toMatchObject(
    invalidInput(
      'Service role name AWSServiceRoleForAmazonSES has been taken in this account, please try a different suffix.',
    ),
  );
  await story.iam.send(new DeleteServiceLinkedRoleCommand({ RoleName: 'AWSServiceRoleForAmazonSES' }));
  await create('ses.amazonaws.com');
});

test('a suffix tells several apart, where the service has several (recorded)', async () => {
  const { Role } = await create('autoscaling.amazonaws.com', { CustomSuffix: 'mine' });
  expect(Role?.RoleName).toBe('AWSServiceRoleForAutoScaling_mine');
  await create('autoscaling.amazonaws.com');
  await expect(create('ecs.amazonaws.com', { CustomSuffix: 'mine' })).rejects.toMatchObject(
    invalidInput('Custom suffix is not allowed for ecs.amazonaws.com'),
  );
  const CustomSuffix = 'm'.repeat(40);
  await expect(create('autoscaling.amazonaws.com', { CustomSuffix })).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
});

test('a principal that links no roles is refused, as its case is', async () => {
  for (const service of ['nothing.amazonaws.com', 'Batch.amazonaws.com', 'batch']) {
    await expect(create(service), service).rejects.toMatchObject({ name: 'InvalidInputException' });
  }
});

test('CreateRole leaves the path to it', async () => {
  const AssumeRolePolicyDocument = trusting({ Service: 'dax.amazonaws.com' });
  const Path = '/aws-service-role/dax.amazonaws.com/';
  const role = new CreateRoleCommand({ RoleName: 'AWSServiceRoleForDAX', AssumeRolePolicyDocument, Path });
  await expect(story.iam.send(role)).rejects.toMatchObject(
    invalidInput("Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles"),
  );
});

test('is allowed by role and by iam:AWSServiceName', async () => {
  await story.user('ada');
  const Statement = {
    Effect: 'Allow',
    Action: 'iam:CreateServiceLinkedRole',
    Resource: 'arn:aws:iam::*:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot',
    Condition: { StringLike: { 'iam:AWSServiceName': 'spot.amazonaws.com' } },
  };
  await story.iam.send(
    new PutUserPolicyCommand({ UserName: 'ada', PolicyName: 'spot', PolicyDocument: document(Statement) }),
  );
  const ada = story.aws.iam(await story.keys('ada'));
  await ada.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'spot.amazonaws.com' }));
  await expect(
    ada.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'rds.amazonaws.com' })),
  ).rejects.toMatchObject(
    refusal(
      'AccessDenied',
      403,
      expect.stringContaining(
        `on resource: arn:aws:iam::${ACCOUNT}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`,
      ),
    ),
  );
});
