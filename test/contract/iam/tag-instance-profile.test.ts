import { expect, test } from 'vitest';
import { iamStory, noSuchEntity, refusal } from './story.ts';
import { taggedProfiles, tags } from './tagged.ts';

const story = iamStory();
const on = taggedProfiles(story);

test('tags are added and written over, and keys in capitals are others', async () => {
  await on.create('one', tags('a=1, c=0'));
  await on.tag('one', tags('A=2, b=3, c=4'));
  expect(await on.list('one')).toEqual(tags('A=2, a=1, b=3, c=4'));
  await on.untag('one', 'a');
  expect(await on.list('one')).toEqual(tags('A=2, b=3, c=4'));
});

test('fifty are the most, a key twice is refused, one that is not there is NoSuchEntity', async () => {
  await on.create('full', tags('first=1'));
  const many = Array.from({ length: 50 }, (_, index) => `k${index}=v`).join(', ');
  await expect(on.tag('full', tags(many))).rejects.toMatchObject(refusal('InvalidInputException', 400));
  await expect(on.tag('full', tags('a=1, a=2'))).rejects.toMatchObject(refusal('InvalidInputException', 400));
  expect(await on.list('full')).toEqual(tags('first=1'));
  await expect(on.tag('ghost', tags('a=1'))).rejects.toMatchObject(noSuchEntity());
});
