// AWS's own managed policies that tests attach: names, paths and documents as AWS publishes them.
//
// As AWS publishes them (read in May 2026). ReadOnlyAccess runs to hundreds of services there; here it holds the
// services that waxseal has or will have. Only the version in force is kept, as AWS shows it.
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
  /** When the version in force came; the day of creation where there was only one. */
  readonly updated?: string;
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
    updated: '2026-02-12T17:59:14Z',
    version: 12,
    statements: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      allow([
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ]),
    ],
  },
  {
    name: 'ReadOnlyAccess',
    id: 'ANPAILL3HVNFSB6DCOWYQ',
    description: 'Provides read-only access to AWS services and resources.',
    created: '2015-02-06T18:39:48Z',
    updated: '2026-04-03T15:27:12Z',
    version: 182,
    statements: [
      {
        Sid: 'ReadOnlyActionsGroup1',
        ...allow([
          'cloudtrail:Describe*',
          'cloudtrail:Get*',
          'cloudtrail:List*',
          'cloudtrail:LookupEvents',
          'iam:Generate*',
          'iam:Get*',
          'iam:List*',
          'iam:Simulate*',
        ]),
      },
      {
        Sid: 'ReadOnlyActionsGroup2',
        ...allow([
          'kms:Describe*',
          'kms:Get*',
          'kms:List*',
          's3:DescribeJob',
          's3:Get*',
          's3:List*',
          'ses:BatchGetMetricData',
          'ses:Describe*',
          'ses:Get*',
          'ses:List*',
          'sns:Check*',
          'sns:Get*',
          'sns:List*',
          'sqs:Get*',
          'sqs:List*',
          'sqs:Receive*',
          'sts:GetAccessKeyInfo',
          'sts:GetCallerIdentity',
          'sts:GetSessionToken',
        ]),
      },
    ],
  },
  {
    name: 'AmazonS3FullAccess',
    id: 'ANPAIFIR6V6BVTRAHWINE',
    description: 'Provides full access to all buckets via the AWS Management Console.',
    created: '2015-02-06T18:40:58Z',
    updated: '2021-09-27T20:16:37Z',
    version: 2,
    statements: [allow(['s3:*', 's3-object-lambda:*'])],
  },
  {
    name: 'AmazonS3ReadOnlyAccess',
    id: 'ANPAIZTJ4DXE7G6AGAE6M',
    description: 'Provides read only access to all buckets via the AWS Management Console.',
    created: '2015-02-06T18:40:59Z',
    updated: '2023-08-10T21:31:39Z',
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
    updated: '2017-03-07T00:55:11Z',
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
  updated = created,
  version,
  statements,
}: Fact): AwsManagedPolicy {
  const time = Date.parse(created);
  const changed = Date.parse(updated);
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
      updated: changed,
      default_version: version,
      last_version: version,
    },
    versions: [{ version, document, created: changed }],
  };
}
