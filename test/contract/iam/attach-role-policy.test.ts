import { AttachRolePolicyCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

const attach = (RoleName: string, PolicyArn: string) =>
  story.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
const FULL_ACCESS = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';

test('own and AWS managed policies are attached; twice is once', async () => {
  await story.role('one');
  const own = await story.policy('own');
  await attach('one', own);
  await attach('one', own);
  await attach('one', FULL_ACCESS);
  const found = await story.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'one' }));
  expect(found.AttachedPolicies).toEqual([
    { PolicyName: 'own', PolicyArn: own },
    { PolicyName: 'AmazonS3FullAccess', PolicyArn: FULL_ACCESS },
  ]);
});

test("an unknown policy, another account's and an unknown role are NoSuchEntity", async () => {
  for (const arn of ['arn:aws:iam::aws:policy/Nothing', 'arn:aws:iam::444455556666:policy/own']) {
    await expect(attach('one', arn)).rejects.toMatchObject(
      noSuchEntity(`Policy ${arn} does not exist or is not attachable.`),
    );
  }
  await expect(attach('ghost', FULL_ACCESS)).rejects.toMatchObject(
    noSuchEntity('The role with name ghost cannot be found.'),
  );
});

test('a policy of a service-linked role is not attachable', async () => {
  await expect(
    attach('one', 'arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy'),
  ).rejects.toMatchObject(
    refusal('PolicyNotAttachableException', 400, 'Cannot attach a Service Role Policy to a Customer Role.'),
  );
});

test('what is no ARN at all is a ValidationError of its own (recorded)', async () => {
  await expect(attach('one', 'longpolicynamebutnoarn')).rejects.toMatchObject(
    invalid('Invalid ARN:  Could not be parsed!'),
  );
});

test('ten fit, the eleventh does not', async () => {
  await story.role('full');
  for (let index = 0; index < 10; index++) await attach('full', await story.policy(`p${index}`));
  await expect(attach('full', FULL_ACCESS)).rejects.toMatchObject(
    refusal('LimitExceededException', 409, 'Cannot exceed quota for PoliciesPerRole: 10'),
  );
});

test('an ARN too short is a ValidationError', async () => {
  await expect(attach('one', 'arn:aws:iam')).rejects.toMatchObject(
    invalid(expect.stringContaining("'policyArn'")),
  );
});
