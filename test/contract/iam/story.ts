// What every IAM contract file needs: a server of its own, and entities made in a line.
import {
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect } from 'vitest';
import { type ClientOptions, startTestServer, type TestServer } from '../../support/server.ts';

export { ACCOUNT } from '../../support/server.ts';

export const document = (...Statement: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
export const allowing = (Action: string | string[], Resource: string | string[] = '*'): string =>
  document({ Effect: 'Allow', Action, Resource });
export const trusting = (Principal: object | string): string =>
  document({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });

/** Rejects with this code, status and, where it matters, message. */
export const refusal = (name: string, httpStatusCode: number, message?: unknown) => ({
  name,
  $metadata: expect.objectContaining({ httpStatusCode }),
  ...(message !== undefined && { message }),
});
export const noSuchEntity = (message?: unknown) => refusal('NoSuchEntityException', 404, message);
export const invalid = (message?: unknown) => refusal('ValidationError', 400, message);

export interface IamStory {
  readonly aws: TestServer;
  readonly iam: IAMClient;
  /** Answers its ARN. */
  role(RoleName: string, more?: object): Promise<string>;
  user(UserName: string, more?: object): Promise<string>;
  group(GroupName: string, more?: object): Promise<string>;
  policy(PolicyName: string, PolicyDocument?: string, more?: object): Promise<string>;
  /** Credentials of a user who exists. */
  keys(UserName: string): Promise<ClientOptions>;
}

export function iamStory(): IamStory {
  let aws: TestServer;
  let iam: IAMClient;
  beforeAll(async () => {
    aws = await startTestServer();
    iam = aws.iam();
  });
  afterAll(() => aws.close());
  return {
    get aws() {
      return aws;
    },
    get iam() {
      return iam;
    },
    async role(RoleName, more) {
      const AssumeRolePolicyDocument = trusting({ Service: 's3.amazonaws.com' });
      const made = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...more }));
      return made.Role?.Arn ?? '';
    },
    user: async (UserName, more) =>
      (await iam.send(new CreateUserCommand({ UserName, ...more }))).User?.Arn ?? '',
    group: async (GroupName, more) =>
      (await iam.send(new CreateGroupCommand({ GroupName, ...more }))).Group?.Arn ?? '',
    policy: async (PolicyName, PolicyDocument = allowing('s3:*'), more = {}) =>
      (await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument, ...more }))).Policy?.Arn ?? '',
    async keys(UserName) {
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
      return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
    },
  };
}
