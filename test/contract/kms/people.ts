// IAM users without any policy, in the owner's account and in another: what they may do, grants and key
// policies gave them.
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
