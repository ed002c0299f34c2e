// IAM users without any policy, in the owner's account and in another: what they may do, grants and key
// policies gave them.
import { CreateAccessKeyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { TestServer } from '../../support/server.ts';

export interface Person {
  readonly arn: string;
  readonly kms: KMSClient;
}

export async function createUser(aws: TestServer, UserName: string, account?: string): Promise<Person> {
  const iam = aws.iam(account === undefined ? {} : { account });
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  return { arn: User?.Arn ?? '', kms: aws.kms({ accessKeyId, secretAccessKey }) };
}
