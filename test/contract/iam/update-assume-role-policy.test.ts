import { GetRoleCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { ACCOUNT, iamStory, noSuchEntity, refusal, trusting } from './story.ts';

const story = iamStory();

const update = (RoleName: string, PolicyDocument: string) =>
  story.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));

test('the new trust policy decides from now on', async () => {
  const RoleArn = await story.role('one');
  const assume = () => story.aws.sts().send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 's1' }));
  await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
  await update('one', trusting({ AWS: ACCOUNT }));
  await assume();
  const { Role } = await story.iam.send(new GetRoleCommand({ RoleName: 'one' }));
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trusting({ AWS: ACCOUNT }));
});

test('a malformed one is refused and changes nothing', async () => {
  await expect(update('one', trusting({ AWS: 'nobody' }))).rejects.toMatchObject(
    refusal('MalformedPolicyDocumentException', 400, 'Invalid principal in policy: "AWS":"nobody"'),
  );
  const { Role } = await story.iam.send(new GetRoleCommand({ RoleName: 'one' }));
  expect(Role?.AssumeRolePolicyDocument).toContain(ACCOUNT);
});

test('an unknown role is NoSuchEntity', async () => {
  await expect(update('ghost', trusting('*'))).rejects.toMatchObject(noSuchEntity());
});
