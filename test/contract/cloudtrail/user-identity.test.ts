// userIdentity as CloudTrail's guide has it ("CloudTrail userIdentity element"): who, and by which credentials.
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
} from '@aws-sdk/client-iam';
import { ListKeysCommand } from '@aws-sdk/client-kms';
import {
  AssumeRoleCommand,
  type Credentials,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { beforeAll, expect, it } from 'vitest';
import type { ClientOptions } from '../../support/server.ts';
import { ACCOUNT, by, lookUp, useServer } from './trails.ts';

const held = useServer();
let now: string;
let keys: ClientOptions;
let userId: string | undefined;

const temporary = ({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials): ClientOptions => ({
  accessKeyId: AccessKeyId ?? '',
  secretAccessKey: SecretAccessKey ?? '',
  sessionToken: SessionToken ?? '',
});

/** The identity under which a call with these credentials is told. */
async function identityOf(options: ClientOptions) {
  await held.aws
    .kms(options)
    .send(new ListKeysCommand({}))
    .catch(() => {});
  const [newest] = await lookUp(held.cloudtrail, by('EventName', 'ListKeys'));
  return newest.userIdentity;
}

beforeAll(async () => {
  held.aws.clock.freeze();
  now = `${new Date(held.aws.clock.now()).toISOString().slice(0, 19)}Z`;
  const iam = held.aws.iam();
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'ann' }));
  userId = User?.UserId;
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
  keys = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
});

it('root and a user with long-term keys have no session', async () => {
  expect(await identityOf({})).toEqual({
    type: 'Root',
    principalId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:root`,
    accountId: ACCOUNT,
    accessKeyId: 'test',
  });
  expect(await identityOf(keys)).toEqual({
    type: 'IAMUser',
    principalId: userId,
    arn: `arn:aws:iam::${ACCOUNT}:user/ann`,
    accountId: ACCOUNT,
    accessKeyId: keys.accessKeyId,
    userName: 'ann',
  });
});

it("a user's session tells when it was made, and whether with MFA", async () => {
  const sts = held.aws.sts(keys);
  const plain = await sts.send(new GetSessionTokenCommand({}));
  const identity = await identityOf(temporary(plain.Credentials as Credentials));
  expect(identity).toMatchObject({ type: 'IAMUser', userName: 'ann', principalId: userId });
  expect(identity.accessKeyId).toBe(plain.Credentials?.AccessKeyId);
  expect(identity.sessionContext).toEqual({ attributes: { creationDate: now, mfaAuthenticated: 'false' } });

  const SerialNumber = `arn:aws:iam::${ACCOUNT}:mfa/ann`;
  const strong = await sts.send(new GetSessionTokenCommand({ SerialNumber, TokenCode: '123456' }));
  const { sessionContext } = await identityOf(temporary(strong.Credentials as Credentials));
  expect(sessionContext.attributes.mfaAuthenticated).toBe('true');
});

it("a role's session tells its issuer, its source identity and when it was made", async () => {
  const trust = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/ann` },
    Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const made = await held.aws
    .iam()
    .send(new CreateRoleCommand({ RoleName: 'auditor', Path: '/team/', AssumeRolePolicyDocument }));
  const { Credentials } = await held.aws.sts(keys).send(
    new AssumeRoleCommand({
      RoleArn: made.Role?.Arn,
      RoleSessionName: 'morning',
      SourceIdentity: 'ann@work',
    }),
  );
  expect(await identityOf(temporary(Credentials as Credentials))).toEqual({
    type: 'AssumedRole',
    principalId: `${made.Role?.RoleId}:morning`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/auditor/morning`,
    accountId: ACCOUNT,
    accessKeyId: Credentials?.AccessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: made.Role?.RoleId,
        arn: `arn:aws:iam::${ACCOUNT}:role/team/auditor`,
        accountId: ACCOUNT,
        userName: 'auditor',
      },
      attributes: { creationDate: now, mfaAuthenticated: 'false' },
      sourceIdentity: 'ann@work',
    },
  });
});

it('a federated user tells who had its credentials made, a user or the root', async () => {
  const federated = async (options: ClientOptions) => {
    const { Credentials } = await held.aws.sts(options).send(new GetFederationTokenCommand({ Name: 'Bob' }));
    return temporary(Credentials as Credentials);
  };
  const attributes = { creationDate: now, mfaAuthenticated: 'false' };
  const bob = await federated(keys);
  expect(await identityOf(bob)).toEqual({
    type: 'FederatedUser',
    principalId: `${ACCOUNT}:Bob`,
    arn: `arn:aws:sts::${ACCOUNT}:federated-user/Bob`,
    accountId: ACCOUNT,
    accessKeyId: bob.accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'IAMUser',
        principalId: userId,
        arn: `arn:aws:iam::${ACCOUNT}:user/ann`,
        accountId: ACCOUNT,
        userName: 'ann',
      },
      attributes,
    },
  });
  const { sessionContext } = await identityOf(await federated({}));
  expect(sessionContext).toEqual({
    sessionIssuer: {
      type: 'Root',
      principalId: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:root`,
      accountId: ACCOUNT,
    },
    attributes,
  });
  const [made] = await lookUp(held.cloudtrail, by('EventName', 'GetFederationToken'));
  expect(made.responseElements.federatedUser).toEqual({
    federatedUserId: `${ACCOUNT}:Bob`,
    arn: `arn:aws:sts::${ACCOUNT}:federated-user/Bob`,
  });
});
