import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

const decisions = async (PolicySourceArn: string, more: object = {}) => {
  const { EvaluationResults = [] } = await story.iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn,
      ActionNames: ['s3:GetObject', 'kms:Decrypt'],
      ...more,
    }),
  );
  return EvaluationResults.map(({ EvalDecision }) => EvalDecision);
};

test("a user has its groups' policies, its boundary and those added for the while", async () => {
  const arn = await story.user('u', {
    PermissionsBoundary: await story.policy('bound', allowing(['s3:*', 'kms:*'])),
  });
  await story.group('g');
  await story.iam.send(new AddUserToGroupCommand({ GroupName: 'g', UserName: 'u' }));
  await story.iam.send(
    new PutGroupPolicyCommand({ GroupName: 'g', PolicyName: 'p', PolicyDocument: allowing('s3:*') }),
  );
  expect(await decisions(arn)).toEqual(['allowed', 'implicitDeny']);
  expect(await decisions(arn, { PolicyInputList: [allowing('kms:*')] })).toEqual(['allowed', 'allowed']);
  expect(await decisions(arn, { PermissionsBoundaryPolicyInputList: [allowing('sns:*')] })).toEqual([
    'implicitDeny',
    'implicitDeny',
  ]);
});

test('policies are told by their own names, inline and managed', async () => {
  const arn = await story.role('named');
  const PolicyDocument = allowing('kms:*');
  await story.iam.send(new PutRolePolicyCommand({ RoleName: 'named', PolicyName: 'inline', PolicyDocument }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await story.iam.send(new AttachRolePolicyCommand({ RoleName: 'named', PolicyArn }));
  const { EvaluationResults } = await story.iam.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn: arn, ActionNames: ['kms:Decrypt'] }),
  );
  expect(EvaluationResults?.[0]?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId)).toEqual([
    'inline',
    'AdministratorAccess',
  ]);
});

test('a role and a group can be asked about too', async () => {
  const role = await story.role('r');
  await story.iam.send(
    new PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument: allowing('kms:*') }),
  );
  expect(await decisions(role)).toEqual(['implicitDeny', 'allowed']);
  expect(await decisions('arn:aws:iam::000000000000:group/g')).toEqual(['allowed', 'implicitDeny']);
});

test('an unknown principal is NoSuchEntity, what is none InvalidInput', async () => {
  await expect(decisions('arn:aws:iam::000000000000:user/ghost')).rejects.toMatchObject(noSuchEntity());
  await expect(decisions('arn:aws:s3:::a-bucket-of-mine')).rejects.toMatchObject(
    refusal('InvalidInputException', 400),
  );
});
