// What IAM and STS know survives the process: users, their keys, roles and the sessions under way.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  GetUserCommand,
  PutUserPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetFederationTokenCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { startTestServer } from '../../support/server.ts';
import { ACCOUNT, allowing, trusting } from './story.ts';

async function withDataDirectory(story: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'waxseal-iam-'));
  try {
    await story(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

test('a user signs and a session goes on after a restart, held to the same policies', async () => {
  await withDataDirectory(async (dataDir) => {
    const before = await startTestServer({ dataDir });
    const iam = before.iam();
    await iam.send(new CreateUserCommand({ UserName: 'bob' }));
    const PolicyDocument = allowing(['iam:GetUser', 'sts:AssumeRole']);
    await iam.send(new PutUserPolicyCommand({ UserName: 'bob', PolicyName: 'p', PolicyDocument }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
    const { Role } = await iam.send(
      new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trusting({ AWS: ACCOUNT }) }),
    );
    const bob = {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    };
    const { Credentials } = await before
      .sts(bob)
      .send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 's1' }));
    await before.close();

    const after = await startTestServer({ dataDir });
    try {
      await after.iam(bob).send(new GetUserCommand({}));
      const session = after.sts({
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      });
      expect((await session.send(new GetCallerIdentityCommand({}))).Arn).toBe(
        `arn:aws:sts::${ACCOUNT}:assumed-role/r/s1`,
      );
      await expect(after.iam(bob).send(new GetUserCommand({ UserName: 'eve' }))).rejects.toMatchObject({
        name: 'NoSuchEntityException',
      });
      await after.reset();
      await expect(after.iam().send(new GetUserCommand({ UserName: 'bob' }))).rejects.toMatchObject({
        name: 'NoSuchEntityException',
      });
    } finally {
      await after.close();
    }
  });
});

test('passwords, linked roles and federated sessions are after a restart what they were', async () => {
  await withDataDirectory(async (dataDir) => {
    const before = await startTestServer({ dataDir });
    const iam = before.iam();
    const UserName = 'bob';
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Password-1' }));
    await iam.send(new UpdateAccountPasswordPolicyCommand({ PasswordReusePrevention: 1 }));
    await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' }));
    const token = new GetFederationTokenCommand({ Name: 'Ann', Policy: allowing('kms:ListKeys') });
    const { Credentials } = await before.sts().send(token);
    await before.close();

    await using after = await startTestServer({ dataDir });
    const again = after.iam().send(new UpdateLoginProfileCommand({ UserName, Password: 'Password-1' }));
    await expect(again).rejects.toMatchObject({ name: 'PasswordPolicyViolationException' });
    const remove = after.iam().send(new DeleteRoleCommand({ RoleName: 'AWSServiceRoleForECS' }));
    await expect(remove).rejects.toMatchObject({ name: 'UnmodifiableEntityException' });
    const ann = after.kms({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    await ann.send(new ListKeysCommand({}));
    await expect(ann.send(new CreateKeyCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
