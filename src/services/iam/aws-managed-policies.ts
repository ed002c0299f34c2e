// AWS's own managed policies that tests attach: names, paths and documents as AWS publishes them.
//
// Source: AWS managed policy reference guide. ReadOnlyAccess runs to hundreds of services there; here it holds
// the services that waxseal has.
import type { ManagedPolicy, PolicyVersion } from './policy-store.ts';

interface AwsManagedPolicy {
  readonly policy: ManagedPolicy;
  readonly versions: readonly PolicyVersion[];
}

interface Fact {
  readonly name: string;
  readonly id: string;
  readonly path?: string;
  readonly description: string;
  readonly created: string;
  readonly version: number;
  readonly statements: readonly object[];
}

const allow = (Action: string | readonly string[]) => ({ Effect: 'Allow', Action, Resource: '*' });

const FACTS: readonly Fact[] = [
  {
    name: 'AdministratorAccess',
    id: 'ANPAIWMBCKSKIEE64ZLYK',
    description: 'Provides full access to AWS services and resources.',
    created: '2015-02-06T18:39:46Z',
    version: 1,
    statements: [allow('*')],
  },
  {
    name: 'PowerUserAccess',
    id: 'ANPAJYRXTHIB4FOVS3ZXS',
    description:
      'Provides full access to AWS services and resources, but does not allow management of Users and groups.',
    created: '2015-02-06T18:39:47Z',
    version: 5,
    statements: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      allow([
        'account:GetAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeOrganization',
      ]),
    ],
  },
  {
    name: 'ReadOnlyAccess',
    id: 'ANPAILL3HVNFSB6DCOWYQ',
    description: 'Provides read-only access to AWS services and resources.',
    created: '2015-02-06T18:39:48Z',
    version: 1,
    statements: [
      allow([
        'cloudtrail:Describe*',
        'cloudtrail:Get*',
        'cloudtrail:List*',
        'cloudtrail:LookupEvents',
        'iam:Generate*',
        'iam:Get*',
        'iam:List*',
        'iam:Simulate*',
        'kms:Describe*',
        'kms:Get*',
        'kms:List*',
        's3:DescribeJob',
        's3:Get*',
        's3:List*',
        'ses:Describe*',
        'ses:Get*',
        'ses:List*',
        'sns:Get*',
        'sns:List*',
        'sqs:Get*',
        'sqs:List*',
        'sqs:Receive*',
        'sts:GetAccessKeyInfo',
        'sts:GetCallerIdentity',
        'sts:GetSessionToken',
      ]),
    ],
  },
  {
    name: 'AmazonS3FullAccess',
    id: 'ANPAIFIR6V6BVTRAHWINE',
    description: 'Provides full access to all buckets via the AWS Management Console.',
    created: '2015-02-06T18:40:58Z',
    version: 2,
    statements: [allow(['s3:*', 's3-object-lambda:*'])],
  },
  {
    name: 'AmazonS3ReadOnlyAccess',
    id: 'ANPAIZTJ4DXE7G6AGAE6M',
    description: 'Provides read only access to all buckets via the AWS Management Console.',
    created: '2015-02-06T18:40:59Z',
    version: 3,
    statements: [
      allow(['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*']),
    ],
  },
  {
    name: 'AmazonSESFullAccess',
    id: 'ANPAJ2P4NXCHAT7NDPNR4',
    description: 'Provides full access to Amazon SES via the AWS Management Console.',
    created: '2015-02-06T18:41:02Z',
    version: 1,
    statements: [allow(['ses:*'])],
  },
  {
    name: 'AWSKeyManagementServicePowerUser',
    id: 'ANPAJNPP7PPPPMJRV2SA4',
    description: 'Provides access to AWS Key Management Service (KMS).',
    created: '2015-02-06T18:40:40Z',
    version: 2,
    statements: [
      allow([
        'kms:CreateAlias',
        'kms:CreateKey',
        'kms:DeleteAlias',
        'kms:Describe*',
        'kms:GenerateRandom',
        'kms:Get*',
        'kms:List*',
        'kms:TagResource',
        'kms:UntagResource',
        'iam:ListGroups',
        'iam:ListRoles',
        'iam:ListUsers',
      ]),
    ],
  },
];

export const awsManagedPolicies: ReadonlyMap<string, AwsManagedPolicy> = new Map(
  FACTS.map((fact) => [`arn:aws:iam::aws:policy${fact.path ?? '/'}${fact.name}`, asPolicy(fact)]),
);

function asPolicy({
  name,
  id,
  path = '/',
  description,
  created,
  version,
  statements,
}: Fact): AwsManagedPolicy {
  const time = Date.parse(created);
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return {
    policy: {
      arn: `arn:aws:iam::aws:policy${path}${name}`,
      id,
      account: 'aws',
      name,
      path,
      description,
      created: time,
      updated: time,
      default_version: version,
      last_version: version,
    },
    versions: [{ version, document, created: time }],
  };
}
