import { SimulateCustomPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, document, iamStory, refusal } from './story.ts';

const story = iamStory();

const simulate = async (input: object) => {
  const { EvaluationResults = [] } = await story.iam.send(
    new SimulateCustomPolicyCommand({ PolicyInputList: [], ActionNames: [], ...input }),
  );
  return EvaluationResults;
};
const decisions = async (input: object) => (await simulate(input)).map(({ EvalDecision }) => EvalDecision);
const key = 'arn:aws:kms:eu-west-1:000000000000:key/1';

test('every action on every resource has its result, with the policy that decided', async () => {
  const results = await simulate({
    PolicyInputList: [
      allowing(['s3:Get*', 's3:Put*'], 'arn:aws:s3:::b/*'),
      document({ Effect: 'Deny', Action: 's3:PutObject', Resource: '*' }),
    ],
    ActionNames: ['s3:GetObject', 's3:PutObject'],
    ResourceArns: ['arn:aws:s3:::b/1', 'arn:aws:s3:::c/1'],
  });
  expect(
    results.map((one) => [
      one.EvalActionName,
      one.EvalResourceName,
      one.EvalDecision,
      (one.MatchedStatements ?? []).map(({ SourcePolicyId }) => SourcePolicyId),
    ]),
  ).toEqual([
    ['s3:GetObject', 'arn:aws:s3:::b/1', 'allowed', ['PolicyInputList.1']],
    ['s3:GetObject', 'arn:aws:s3:::c/1', 'implicitDeny', []],
    ['s3:PutObject', 'arn:aws:s3:::b/1', 'explicitDeny', ['PolicyInputList.2']],
    ['s3:PutObject', 'arn:aws:s3:::c/1', 'explicitDeny', ['PolicyInputList.2']],
  ]);
});

test('conditions see the given context alone, and what is missing is named', async () => {
  const PolicyInputList = [
    document({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: key,
      Condition: {
        StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
        Bool: { 'aws:SecureTransport': 'true' },
      },
    }),
  ];
  const input = { PolicyInputList, ActionNames: ['kms:Decrypt'], ResourceArns: [key] };
  const [without] = await simulate(input);
  expect(without).toMatchObject({
    EvalDecision: 'implicitDeny',
    MissingContextValues: [],
    ResourceSpecificResults: [
      {
        EvalResourceName: key,
        EvalResourceDecision: 'implicitDeny',
        MissingContextValues: ['aws:SecureTransport', 'kms:ViaService'],
      },
    ],
  });
  const [anywhere] = await simulate({
    ...input,
    PolicyInputList: [PolicyInputList[0]?.replace(key, '*')],
    ResourceArns: undefined,
  });
  expect(anywhere?.MissingContextValues).toEqual(['aws:SecureTransport', 'kms:ViaService']);
  expect(anywhere).not.toHaveProperty('ResourceSpecificResults');
  const ContextEntries = [
    { ContextKeyName: 'aws:securetransport', ContextKeyValues: ['true'], ContextKeyType: 'boolean' },
    {
      ContextKeyName: 'kms:ViaService',
      ContextKeyValues: ['s3.eu-west-1.amazonaws.com'],
      ContextKeyType: 'string',
    },
  ];
  expect(await decisions({ ...input, ContextEntries })).toEqual(['allowed']);
});

test('a statement that decided is told by its place in the text', async () => {
  // AdministratorAccess as IAM shows it; the places are those of a recorded answer.
  const administrator = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}`;
  const [pretty] = await simulate({ PolicyInputList: [administrator], ActionNames: ['s3:GetObject'] });
  expect(pretty?.MatchedStatements).toEqual([
    {
      SourcePolicyId: 'PolicyInputList.1',
      SourcePolicyType: 'IAM Policy',
      StartPosition: { Line: 3, Column: 17 },
      EndPosition: { Line: 8, Column: 6 },
    },
  ]);

  const second = document(
    { Effect: 'Deny', Action: 's3:{', Resource: '*' },
    { Effect: 'Allow', Action: 's3:*', Resource: '*' },
  );
  const [compact] = await simulate({ PolicyInputList: [second], ActionNames: ['s3:GetObject'] });
  const begin = second.indexOf(',{"Effect":"Allow"');
  expect(compact?.MatchedStatements).toMatchObject([
    { StartPosition: { Line: 1, Column: begin + 1 }, EndPosition: { Line: 1, Column: second.length - 1 } },
  ]);
});

test('an answer that AWS gave, to the letter', async () => {
  // Recorded 2025-04-21 of a document whose only statement stands alone.
  const policy =
    '{"Version": "2012-10-17", "Statement": {"Sid": "", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}}';
  const MatchedStatements = [
    {
      SourcePolicyId: 'PolicyInputList.1',
      SourcePolicyType: 'IAM Policy',
      StartPosition: { Line: 1, Column: 41 },
      EndPosition: { Line: 1, Column: 113 },
    },
  ];
  const EvalResourceName = 'arn:aws:s3:::bucket';
  const results = await simulate({
    PolicyInputList: [policy],
    ActionNames: ['s3:PutObject', 's3:GetObjectVersion'],
    ResourceArns: [EvalResourceName],
  });
  expect(results).toEqual([
    {
      EvalActionName: 's3:PutObject',
      EvalDecision: 'allowed',
      EvalDecisionDetails: {},
      EvalResourceName,
      MatchedStatements,
      MissingContextValues: [],
      ResourceSpecificResults: [
        { EvalResourceDecision: 'allowed', EvalResourceName, MatchedStatements, MissingContextValues: [] },
      ],
    },
    {
      EvalActionName: 's3:GetObjectVersion',
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: {},
      EvalResourceName,
      MatchedStatements: [],
      MissingContextValues: [],
      ResourceSpecificResults: [
        {
          EvalResourceDecision: 'implicitDeny',
          EvalResourceName,
          MatchedStatements: [],
          MissingContextValues: [],
        },
      ],
    },
  ]);
});

test('across accounts, what each side says', async () => {
  const [across] = await simulate({
    PolicyInputList: [allowing('s3:*')],
    ActionNames: ['s3:GetObject'],
    ResourceArns: ['arn:aws:s3:::b/1'],
    ResourceOwner: '444455556666',
  });
  expect(across).toMatchObject({
    EvalDecision: 'implicitDeny',
    EvalDecisionDetails: { 'IAM Policy': 'allowed', 'Resource Policy': 'implicitDeny' },
  });
});

test('a boundary bounds, and says whether it allowed', async () => {
  const results = await simulate({
    PolicyInputList: [allowing('s3:*')],
    PermissionsBoundaryPolicyInputList: [allowing('s3:Get*')],
    ActionNames: ['s3:GetObject', 's3:PutObject'],
  });
  expect(results).toMatchObject([
    { EvalDecision: 'allowed', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true } },
    {
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    },
  ]);
});

test('a resource policy counts for the caller it names', async () => {
  const CallerArn = 'arn:aws:iam::000000000000:user/bob';
  const input = {
    PolicyInputList: [allowing('kms:*')],
    ActionNames: ['s3:GetObject'],
    ResourceArns: ['arn:aws:s3:::b/1'],
    ResourcePolicy: document({
      Effect: 'Allow',
      Principal: { AWS: CallerArn },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::b/*',
    }),
  };
  expect(await decisions({ ...input, CallerArn })).toEqual(['allowed']);
  expect(await decisions({ ...input, CallerArn: `${CallerArn}by` })).toEqual(['implicitDeny']);
  await expect(simulate(input)).rejects.toMatchObject(refusal('InvalidInputException', 400));
});

test('a malformed policy or action is InvalidInput', async () => {
  await expect(simulate({ PolicyInputList: ['{'], ActionNames: ['s3:GetObject'] })).rejects.toMatchObject(
    refusal('InvalidInputException', 400),
  );
  await expect(
    simulate({ PolicyInputList: [allowing('s3:*')], ActionNames: ['GetObject'] }),
  ).rejects.toMatchObject(refusal('InvalidInputException', 400));
});
