// IAM users without any policy, in the owner's account and in another: what they may do, grants and key
// policies gave them.
import { DeleteAccessKeyCommand, DeleteUserCommand } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { TestServer } from '../../support/server.ts';
import { createUser as createTestUser } from '../../support/users.ts';

export interface Person {
  readonly arn: string;
  readonly kms: KMSClient;
}

export async function createUser(aws: TestServer, UserName: string, account?: string): Promise<Person> {
  const { arn, keys } = await createTestUser(aws, UserName, [], { account });
  return { arn, kms: aws.kms(keys) };
}

/** With the access key that stands in its way. */
export async function deleteUser(aws: TestServer, UserName: string, AccessKeyId: string): Promise<void> {
  const iam = aws.iam();
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  await iam.send(new DeleteUserCommand({ UserName }));
}
