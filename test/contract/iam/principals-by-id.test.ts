// A trust policy keeps to the users and roles it named when it was saved, whatever they, or others, are called later.
import {
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { createUser } from '../../support/users.ts';
import { ACCOUNT, document, iamStory, refusal, trusting } from './story.ts';

const story = iamStory();

const trustOf = async (RoleName: string): Promise<string> => {
  const { Role } = await story.iam.send(new GetRoleCommand({ RoleName }));
  return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
};
const makeUser = async (UserName: string, more: object = {}) => {
  const { User } = await story.iam.send(new CreateUserCommand({ UserName, ...more }));
  return { arn: User?.Arn ?? '', id: User?.UserId ?? '' };
};
const deleteUser = (UserName: string) => story.iam.send(new DeleteUserCommand({ UserName }));
const roleTrusting = (RoleName: string, AWS: string | readonly string[]) =>
  story.role(RoleName, { AssumeRolePolicyDocument: trusting({ AWS }) });

it('a deleted user is shown by its unique id, and a namesake is not trusted', async () => {
  const mallory = await makeUser('mallory');
  const RoleArn = await roleTrusting('treasury', mallory.arn);
  await deleteUser('mallory');
  expect(JSON.parse(await trustOf('treasury')).Statement[0].Principal).toEqual({ AWS: mallory.id });

  const { keys, arn } = await createUser(story.aws, 'mallory');
  expect(arn).toBe(mallory.arn);
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'again' });
  await expect(story.aws.sts(keys).send(assume)).rejects.toMatchObject(refusal('AccessDenied', 403));

  // "You must edit the role to replace the ARN": it is that of the new user then.
  await story.iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName: 'treasury', PolicyDocument: trusting({ AWS: arn }) }),
  );
  await story.aws.sts(keys).send(assume);
});

it('so is a deleted role, in the policies of every account', async () => {
  const arn = await story.role('worker');
  const { Role } = await story.iam.send(new GetRoleCommand({ RoleName: 'worker' }));
  const abroad = story.aws.iam({ account: '222233334444' });
  await abroad.send(
    new CreateRoleCommand({ RoleName: 'abroad', AssumeRolePolicyDocument: trusting({ AWS: arn }) }),
  );
  await roleTrusting('home', [arn, ACCOUNT]);
  await story.iam.send(new DeleteRoleCommand({ RoleName: 'worker' }));
  await story.role('worker');
  expect(await trustOf('home')).toBe(trusting({ AWS: [Role?.RoleId, ACCOUNT] }));
  const seen = await abroad.send(new GetRoleCommand({ RoleName: 'abroad' }));
  expect(decodeURIComponent(seen.Role?.AssumeRolePolicyDocument ?? '')).toBe(trusting({ AWS: Role?.RoleId }));
});

it('a user who is renamed or moved is shown by the new ARN', async () => {
  const { arn } = await makeUser('anna', { Path: '/staff/' });
  await roleTrusting('follower', arn);
  await story.iam.send(new UpdateUserCommand({ UserName: 'anna', NewUserName: 'anne', NewPath: '/left/' }));
  expect(await trustOf('follower')).toBe(trusting({ AWS: `arn:aws:iam::${ACCOUNT}:user/left/anne` }));
});

it('only who is named as a principal follows: conditions and the layout of the text stay', async () => {
  const { arn, id } = await makeUser('carl');
  const text = (principal: string) =>
    `{ "Version": "2012-10-17",\n  "Statement": [{"Effect": "Allow", "Sid": "\\"Principal\\": {${arn}}",\n   "Principal":{"Service":"s3.amazonaws.com", "AWS": [ "${principal}" ]},\n` +
    `   "Action": "sts:AssumeRole", "Condition": {"ArnEquals": {"aws:PrincipalArn": "${arn}"}}}] }`;
  await story.role('laid-out', { AssumeRolePolicyDocument: text(arn.replaceAll('/', '\\/')) });
  await deleteUser('carl');
  expect(await trustOf('laid-out')).toBe(text(id));
});

it('NotPrincipal and users whose names begin alike are told apart', async () => {
  const [dan, dana] = [await makeUser('dan'), await makeUser('dana')];
  const denying = (AWS: string) => ({ Effect: 'Deny', NotPrincipal: { AWS }, Action: 'sts:AssumeRole' });
  const admitting = { Effect: 'Allow', Principal: { AWS: dana.arn }, Action: 'sts:AssumeRole' };
  await story.role('careful', { AssumeRolePolicyDocument: document(denying(dan.arn), admitting) });
  await deleteUser('dan');
  expect(await trustOf('careful')).toBe(document(denying(dan.id), admitting));
});

it('a policy may name the ids of those who are there, and spares by NotPrincipal who is named so', async () => {
  const { keys, id } = await createUser(story.aws, 'erin');
  const denying = { Effect: 'Deny', NotPrincipal: { AWS: [id, ACCOUNT] }, Action: 'sts:AssumeRole' };
  const admitting = { Effect: 'Allow', Principal: { AWS: id }, Action: 'sts:AssumeRole' };
  const RoleArn = await story.role('by-id', { AssumeRolePolicyDocument: document(denying, admitting) });
  const { AssumedRoleUser } = await story.aws
    .sts(keys)
    .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'erin' }));
  expect(AssumedRoleUser?.Arn).toContain('/by-id/erin');
});
