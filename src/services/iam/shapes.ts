// IAM's shapes, said once, after botocore's model iam/2010-05-08.
import { boolean, integer, list, oneOf, required, string, structure, timestamp } from '../../core/shape.ts';

const NAME = '[\\w+=,.@-]+';
export const roleName = string({ min: 1, max: 64, pattern: NAME });
export const userName = string({ min: 1, max: 64, pattern: NAME });
export const existingUserName = string({ min: 1, max: 128, pattern: NAME });
export const groupName = string({ min: 1, max: 128, pattern: NAME });
export const policyName = string({ min: 1, max: 128, pattern: NAME });
export const path = string({
  min: 1,
  max: 512,
  pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)',
});
export const policyPath = string({ min: 1, max: 512, pattern: '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/' });
export const pathPrefix = string({ min: 1, max: 512, pattern: '\\u002F[\\u0021-\\u007F]*' });
export const arn = string({ min: 20, max: 2048 });
export const policyDocument = string({
  min: 1,
  max: 131_072,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
});
export const roleDescription = string({
  max: 1000,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
});
export const policyDescription = string({ max: 1000 });
export const maxSessionDuration = integer({ min: 3600, max: 43_200 });
export const versionId = string({ pattern: 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?' });
export const accessKeyId = string({ min: 16, max: 128, pattern: '[\\w]+' });
export const keyStatus = oneOf('Active', 'Inactive', 'Expired');

export const tagKey = string({ min: 1, max: 128, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+' });
const tagValue = string({ max: 256, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*' });
export const tags = list(structure({ Key: required(tagKey), Value: required(tagValue) }), { max: 50 });
export const tagKeys = list(tagKey, { max: 50 });

/** What every list operation takes, and gives back. */
export const pageInput = {
  Marker: string({ min: 1, max: 320, pattern: '[\\u0020-\\u00FF]+' }),
  MaxItems: integer({ min: 1, max: 1000 }),
};
export const pageOutput = { IsTruncated: boolean(), Marker: string() };

const boundary = structure({ PermissionsBoundaryType: string(), PermissionsBoundaryArn: string() });

export const role = structure({
  Path: required(string()),
  RoleName: required(string()),
  RoleId: required(string()),
  Arn: required(string()),
  CreateDate: required(timestamp()),
  AssumeRolePolicyDocument: string(),
  Description: string(),
  MaxSessionDuration: integer(),
  PermissionsBoundary: boundary,
  Tags: tags,
  RoleLastUsed: structure({ LastUsedDate: timestamp(), Region: string() }),
});

export const user = structure({
  Path: required(string()),
  UserName: string(),
  UserId: required(string()),
  Arn: required(string()),
  CreateDate: required(timestamp()),
  PasswordLastUsed: timestamp(),
  PermissionsBoundary: boundary,
  Tags: tags,
});

export const group = structure({
  Path: required(string()),
  GroupName: required(string()),
  GroupId: required(string()),
  Arn: required(string()),
  CreateDate: required(timestamp()),
});

export const accessKey = structure({
  UserName: required(string()),
  AccessKeyId: required(string()),
  Status: required(keyStatus),
  SecretAccessKey: required(string({ sensitive: true })),
  CreateDate: timestamp(),
});
export const accessKeyMetadata = structure({
  UserName: string(),
  AccessKeyId: string(),
  Status: keyStatus,
  CreateDate: timestamp(),
});

export const policy = structure({
  PolicyName: string(),
  PolicyId: string(),
  Arn: string(),
  Path: string(),
  DefaultVersionId: string(),
  AttachmentCount: integer(),
  PermissionsBoundaryUsageCount: integer(),
  IsAttachable: boolean(),
  Description: string(),
  CreateDate: timestamp(),
  UpdateDate: timestamp(),
  Tags: tags,
});
export const policyVersion = structure({
  Document: string(),
  VersionId: string(),
  IsDefaultVersion: boolean(),
  CreateDate: timestamp(),
});
export const attachedPolicies = list(structure({ PolicyName: string(), PolicyArn: string() }));
export const policyNames = list(string());
