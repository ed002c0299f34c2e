import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';
import { taggedProviders, tags } from './tagged.ts';

const story = iamStory();
const on = taggedProviders(story);

test('takes tags away by their keys, and minds no key that is not there or spelled in capitals', async () => {
  await on.create('one', tags('a=1, b=2, c=3'));
  await on.untag('one', 'b', 'B');
  expect(await on.list('one')).toEqual(tags('a=1, c=3'));
  await on.untag('one', 'a', 'c');
  expect(await on.list('one')).toEqual([]);
  await expect(on.untag('ghost', 'a')).rejects.toMatchObject(noSuchEntity());
});
