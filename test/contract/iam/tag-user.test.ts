import { ListUserTagsCommand, TagUserCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

const tag = (UserName: string, Tags: { Key: string; Value: string }[]) =>
  story.iam.send(new TagUserCommand({ UserName, Tags }));

test('tags are added, and written over whatever the case of their key', async () => {
  await story.user('one', { Tags: [{ Key: 'Team', Value: 'mail' }] });
  await tag('one', [
    { Key: 'team', Value: 'keys' },
    { Key: 'empty', Value: '' },
  ]);
  const { Tags } = await story.iam.send(new ListUserTagsCommand({ UserName: 'one' }));
  expect(Tags).toEqual([
    { Key: 'empty', Value: '' },
    { Key: 'team', Value: 'keys' },
  ]);
});

test('a key twice and a fifty-first tag are InvalidInput', async () => {
  await story.user('full');
  await expect(
    tag('full', [
      { Key: 'a', Value: '1' },
      { Key: 'A', Value: '2' },
    ]),
  ).rejects.toMatchObject(refusal('InvalidInputException', 400));
  await tag(
    'full',
    Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: 'v' })),
  );
  await expect(tag('full', [{ Key: 'more', Value: 'v' }])).rejects.toMatchObject(
    refusal('InvalidInputException', 400),
  );
});

test('an unknown user is NoSuchEntity, an emoji a ValidationError', async () => {
  await expect(tag('ghost', [{ Key: 'a', Value: 'b' }])).rejects.toMatchObject(noSuchEntity());
  await expect(tag('one', [{ Key: '\u{1F511}', Value: 'b' }])).rejects.toMatchObject(
    invalid(expect.stringContaining("'tags.1.member.key'")),
  );
});
