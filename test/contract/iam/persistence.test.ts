// What IAM and STS know survives the process: users, their keys, roles and the sessions under way.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetUserCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { startTestServer } from '../../support/server.ts';
import { ACCOUNT, allowing, trusting } from './story.ts';

test('a user signs and a session goes on after a restart, held to the same policies', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'waxseal-iam-'));
  try {
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
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
