import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  GetInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();
const get = (InstanceProfileName: string) =>
  story.iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));

test('shows its role, with the trust policy', async () => {
  const RoleName = 'one';
  const Arn = await story.role(RoleName);
  await story.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'web' }));
  await story.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'web', RoleName }));
  const { InstanceProfile } = await get('web');
  expect(InstanceProfile?.Roles).toMatchObject([
    { RoleName, Arn, AssumeRolePolicyDocument: expect.any(String) },
  ]);
});

test('an unknown one is NoSuchEntity', async () => {
  await expect(get('ghost')).rejects.toMatchObject(noSuchEntity('Instance Profile ghost cannot be found.'));
});
