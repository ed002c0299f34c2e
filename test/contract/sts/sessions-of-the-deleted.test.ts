// Temporary credentials end with the role or the user whose permissions they carry.
import {
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  PutUserPolicyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { ListKeysCommand } from '@aws-sdk/client-kms';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import {
  type Credentials,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import type { ClientOptions } from '../../support/server.ts';
import { allowing, refusal, trusting } from '../iam/story.ts';
import { root, sessionStory } from './sessions.ts';

const { story, makeRole, assume } = sessionStory();

const INVALID = 'The security token included in the request is invalid';
const whoAmI = (session: ClientOptions) => story.aws.sts(session).send(new GetCallerIdentityCommand({}));

async function deleteRole(RoleName: string) {
  await story.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }));
  await story.iam.send(new DeleteRoleCommand({ RoleName }));
}

it('a session is refused once its role is deleted, by each protocol in its own words', async () => {
  const { session } = await assume(await makeRole('brief', root));
  await whoAmI(session);
  await deleteRole('brief');
  await expect(whoAmI(session)).rejects.toMatchObject(
    refusal('InvalidClientTokenId', 403, expect.stringContaining(INVALID)),
  );
  await expect(story.aws.kms(session).send(new ListKeysCommand({}))).rejects.toMatchObject(
    refusal('UnrecognizedClientException', 400, expect.stringContaining(INVALID)),
  );
  await expect(story.aws.s3(session).send(new ListBucketsCommand({}))).rejects.toMatchObject(
    refusal('InvalidAccessKeyId', 403),
  );
});

it('a role made anew under the same name does not revive the sessions of the old one', async () => {
  const { session: old } = await assume(await makeRole('phoenix', root));
  await deleteRole('phoenix');
  await story.iam.send(
    new CreateRoleCommand({ RoleName: 'phoenix', AssumeRolePolicyDocument: trusting(root) }),
  );
  await expect(whoAmI(old)).rejects.toMatchObject(refusal('InvalidClientTokenId', 403));
  const { session } = await assume(`arn:aws:iam::${root.AWS}:role/phoenix`);
  await whoAmI(session);
});

it('changes of IAM that leave the role in place leave its sessions in use', async () => {
  const { session } = await assume(await makeRole('steady', root));
  await story.user('newcomer');
  await expect(whoAmI(session)).resolves.toBeDefined();
});

const optionsOf = (credentials: Credentials | undefined): ClientOptions => ({
  accessKeyId: credentials?.AccessKeyId ?? '',
  secretAccessKey: credentials?.SecretAccessKey ?? '',
  sessionToken: credentials?.SessionToken ?? '',
});

it('with the user end the sessions that it made by GetSessionToken and GetFederationToken', async () => {
  const UserName = 'leaver';
  await story.user(UserName);
  const PolicyDocument = allowing('sts:*');
  await story.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
  const keys = await story.keys(UserName);
  const sts = story.aws.sts(keys);
  const own = optionsOf((await sts.send(new GetSessionTokenCommand({}))).Credentials);
  const lent = optionsOf((await sts.send(new GetFederationTokenCommand({ Name: 'guest' }))).Credentials);
  await whoAmI(own);
  await whoAmI(lent);

  await story.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: keys.accessKeyId }));
  await whoAmI(own);
  await story.iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'p' }));
  await story.iam.send(new DeleteUserCommand({ UserName }));
  await story.user(UserName);
  for (const session of [own, lent]) {
    await expect(whoAmI(session)).rejects.toMatchObject(refusal('InvalidClientTokenId', 403));
  }
});

it('a session follows its user to another name', async () => {
  await story.user('maiden');
  const sts = story.aws.sts(await story.keys('maiden'));
  const session = optionsOf((await sts.send(new GetSessionTokenCommand({}))).Credentials);
  await story.iam.send(new UpdateUserCommand({ UserName: 'maiden', NewUserName: 'married' }));
  expect(await whoAmI(session)).toMatchObject({ Arn: `arn:aws:iam::${root.AWS}:user/married` });
});

it("the root's own sessions belong to no user, and stay", async () => {
  const { Credentials } = await story.aws.sts().send(new GetSessionTokenCommand({}));
  await expect(whoAmI(optionsOf(Credentials))).resolves.toBeDefined();
});
