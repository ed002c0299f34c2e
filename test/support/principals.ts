// Users and roles as policies name them: some who are there, some who are gone.
import { CreateRoleCommand, CreateUserCommand, DeleteUserCommand } from '@aws-sdk/client-iam';
import { ACCOUNT, type TestServer } from './server.ts';

const own = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' },
});

export async function createRole(aws: TestServer, RoleName: string, Path?: string) {
  const { Role } = await aws
    .iam()
    .send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: TRUST }));
  return { arn: Role?.Arn ?? '', id: Role?.RoleId ?? '' };
}

/** The unique id that policies show where a user stood who has been deleted. */
async function idOfDeletedUser(aws: TestServer, UserName: string): Promise<string> {
  const { User } = await aws.iam().send(new CreateUserCommand({ UserName }));
  await aws.iam().send(new DeleteUserCommand({ UserName }));
  return User?.UserId ?? '';
}

/** `AWS` principals that nobody is. */
export const nobodies = async (aws: TestServer): Promise<readonly string[]> => [
  own('user/nobody'),
  own('role/nothing'),
  own('group/readers'),
  own('user/*'),
  await idOfDeletedUser(aws, 'leaver'),
  'arn:aws:iam::222222222222:role/*',
  'arn:aws:iam::1:root',
  'sns.amazonaws.com',
  '12345',
];

/** `AWS` principals that are there, or whose account nobody here can speak for. */
export async function somebodies(aws: TestServer): Promise<readonly string[]> {
  const role = await createRole(aws, 'reader', '/team/');
  return [
    '*',
    role.arn,
    role.id,
    own('root'),
    ACCOUNT,
    '222222222222',
    'arn:aws:iam::222222222222:role/theirs',
    `arn:aws:sts::${ACCOUNT}:assumed-role/reader/session`,
  ];
}
