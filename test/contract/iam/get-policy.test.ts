import { AttachRolePolicyCommand, AttachUserPolicyCommand, GetPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('it counts where it is attached and where it bounds', async () => {
  const PolicyArn = await story.policy('p');
  await story.user('u', { PermissionsBoundary: PolicyArn });
  await story.role('r');
  await story.iam.send(new AttachUserPolicyCommand({ UserName: 'u', PolicyArn }));
  await story.iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn }));
  const { Policy } = await story.iam.send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy).toMatchObject({ AttachmentCount: 2, PermissionsBoundaryUsageCount: 1 });
});

test("it tells the description, and the tags even where there are none (moto's tests, run on AWS)", async () => {
  const described = await story.policy('described', undefined, { Description: 'd' });
  const { Policy } = await story.iam.send(new GetPolicyCommand({ PolicyArn: described }));
  expect(Policy).toMatchObject({ Description: 'd', Tags: [] });
  const plain = await story.iam.send(new GetPolicyCommand({ PolicyArn: await story.policy('plain') }));
  expect(plain.Policy).not.toHaveProperty('Description');
});

test.each([
  'AdministratorAccess',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'AmazonS3FullAccess',
  'AmazonS3ReadOnlyAccess',
  'AmazonSESFullAccess',
  'AWSKeyManagementServicePowerUser',
])("AWS's own %s is there", async (name) => {
  const PolicyArn = `arn:aws:iam::aws:policy/${name}`;
  const { Policy } = await story.iam.send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy).toMatchObject({ PolicyName: name, Arn: PolicyArn, IsAttachable: true });
});

test("another account's policy and an unknown one are NoSuchEntity", async () => {
  const PolicyArn = await story.policy('mine');
  const other = story.aws.iam({ account: '444455556666' });
  await expect(other.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject(
    noSuchEntity(`Policy ${PolicyArn} was not found.`),
  );
});
