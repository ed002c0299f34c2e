import { CreateInstanceProfileCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, iamStory, invalid, refusal } from './story.ts';

const story = iamStory();
const create = (InstanceProfileName: string, more: object = {}) =>
  story.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, ...more }));

test('a new profile holds no role', async () => {
  const { InstanceProfile } = await create('web', { Path: '/team/', Tags: [{ Key: 'a', Value: 'b' }] });
  expect(InstanceProfile).toMatchObject({
    InstanceProfileName: 'web',
    InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
    Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/team/web`,
    Path: '/team/',
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  expect(InstanceProfile?.Roles ?? []).toEqual([]);
});

test('a name is taken whatever its case, and has its letters', async () => {
  await create('taken');
  await expect(create('Taken')).rejects.toMatchObject(
    refusal('EntityAlreadyExistsException', 409, 'Instance Profile Taken already exists.'),
  );
  await expect(create('no spaces')).rejects.toMatchObject(invalid());
});
