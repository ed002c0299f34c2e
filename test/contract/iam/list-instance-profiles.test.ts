import { CreateInstanceProfileCommand, ListInstanceProfilesCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory } from './story.ts';

const story = iamStory();
const list = async (input: object = {}) => {
  const { InstanceProfiles = [], ...page } = await story.iam.send(new ListInstanceProfilesCommand(input));
  return { names: InstanceProfiles.map(({ InstanceProfileName }) => InstanceProfileName), ...page };
};

test('by path and in pages', async () => {
  for (const [InstanceProfileName, Path] of [
    ['c', '/team/'],
    ['A', '/'],
    ['b', '/team/mail/'],
  ]) {
    await story.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path }));
  }
  expect((await list()).names).toEqual(['A', 'b', 'c']);
  expect((await list({ PathPrefix: '/team/' })).names).toEqual(['b', 'c']);
  const first = await list({ MaxItems: 2 });
  expect(first).toMatchObject({ names: ['A', 'b'], IsTruncated: true });
  expect(await list({ MaxItems: 2, Marker: first.Marker })).toMatchObject({
    names: ['c'],
    IsTruncated: false,
  });
});
