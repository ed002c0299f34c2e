// How IAM words a refusal: what exists by its name, what is yet to be made by its ARN.
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  GetPolicyCommand,
  GetRoleCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, allowing, document, iamStory, trusting } from './story.ts';

const story = iamStory();
const POLICY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

test.each([
  ['GetRole', 'role r', new GetRoleCommand({ RoleName: 'r' })],
  [
    'CreateRole',
    `arn:aws:iam::${ACCOUNT}:role/x/y`,
    new CreateRoleCommand({ RoleName: 'y', Path: '/x/', AssumeRolePolicyDocument: trusting('*') }),
  ],
  ['ListRoles', `arn:aws:iam::${ACCOUNT}:role/`, new ListRolesCommand({})],
  ['ListPolicies', 'policy path /', new ListPoliciesCommand({})],
  ['GetPolicy', `policy ${POLICY}`, new GetPolicyCommand({ PolicyArn: POLICY })],
  [
    'CreatePolicy',
    'policy p',
    new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: allowing('s3:*') }),
  ],
])('%s on %s', async (action, resource, command) => {
  await story.role('r').catch(() => {});
  await story.user('stranger').catch(() => {});
  const keys = await story.keys('stranger');
  const stranger = story.aws.iam(keys);
  // biome-ignore lint/suspicious/noExplicitAny: commands of several types in one table
  await expect(stranger.send(command as any)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::${ACCOUNT}:user/stranger is not authorized to perform: iam:${action} on resource: ${resource} because no identity-based policy allows the iam:${action} action`,
  });
  await story.iam.send(new DeleteAccessKeyCommand({ UserName: 'stranger', AccessKeyId: keys.accessKeyId }));
});

test('an explicit deny and a boundary are named', async () => {
  await story.user('bound', { PermissionsBoundary: await story.policy('only-s3', allowing('s3:*')) });
  const put = (PolicyDocument: string) =>
    story.iam.send(new PutUserPolicyCommand({ UserName: 'bound', PolicyName: 'p', PolicyDocument }));
  await put(allowing('iam:*'));
  const bound = story.aws.iam(await story.keys('bound'));
  const remove = () => bound.send(new DeleteUserCommand({ UserName: 'bound' }));
  await expect(remove()).rejects.toMatchObject({
    message: expect.stringMatching(
      /iam:DeleteUser on resource: user bound because no permissions boundary allows the iam:DeleteUser action$/,
    ),
  });
  await put(document({ Effect: 'Deny', Action: 'iam:DeleteUser', Resource: '*' }));
  await expect(remove()).rejects.toMatchObject({
    message: expect.stringMatching(
      /on resource: user bound with an explicit deny in an identity-based policy$/,
    ),
  });
});
