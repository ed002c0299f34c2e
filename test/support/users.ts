// IAM users with an access key: what a policy allows them, and nothing else.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { TestServer } from './server.ts';

export interface TestUser {
  readonly arn: string;
  readonly id: string;
  /** For the clients of the server. */
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** From now on these statements, and none of before. */
  allow(...Statement: object[]): Promise<void>;
}

export const may = (Action: string | readonly string[], Resource: string | readonly string[] = '*') => ({
  Effect: 'Allow',
  Action,
  Resource,
});

export async function createUser(
  aws: Pick<TestServer, 'iam'>,
  UserName: string,
  statements: readonly object[] = [],
  { account, Path }: { readonly account?: string | undefined; readonly Path?: string } = {},
): Promise<TestUser> {
  const iam = aws.iam(account === undefined ? {} : { account });
  const { User } = await iam.send(new CreateUserCommand({ UserName, Path }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const allow = async (...Statement: object[]) => {
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'allowed', PolicyDocument }));
  };
  if (statements.length > 0) await allow(...statements);
  return { arn: User?.Arn ?? '', id: User?.UserId ?? '', keys: { accessKeyId, secretAccessKey }, allow };
}

/** With the access key that stands in its way; it must have no policy. */
export async function deleteUser(
  aws: Pick<TestServer, 'iam'>,
  UserName: string,
  AccessKeyId: string,
): Promise<void> {
  const iam = aws.iam();
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  await iam.send(new DeleteUserCommand({ UserName }));
}
