import { ListRoleTagsCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

const tag = (RoleName: string, Tags: { Key: string; Value: string }[]) =>
  story.iam.send(new TagRoleCommand({ RoleName, Tags }));

test('tags are added, and written over whatever the case of their key', async () => {
  await story.role('one', { Tags: [{ Key: 'Team', Value: 'mail' }] });
  await tag('one', [
    { Key: 'team', Value: 'keys' },
    { Key: 'empty', Value: '' },
  ]);
  const { Tags } = await story.iam.send(new ListRoleTagsCommand({ RoleName: 'one' }));
  expect(Tags).toEqual([
    { Key: 'empty', Value: '' },
    { Key: 'team', Value: 'keys' },
  ]);
});

test('a key twice and a fifty-first tag are InvalidInput', async () => {
  await story.role('full');
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

test('keys and values that begin with aws: are reserved', async () => {
  await story.role('own');
  for (const reserved of [
    { Key: 'aws:cloudformation:stack-name', Value: 'v' },
    { Key: 'AWS:x', Value: 'v' },
    { Key: 'x', Value: 'aws:v' },
  ]) {
    await expect(tag('own', [reserved])).rejects.toMatchObject(refusal('InvalidInputException', 400));
    await expect(story.role('other', { Tags: [reserved] })).rejects.toMatchObject(
      refusal('InvalidInputException', 400),
    );
  }
  await tag('own', [{ Key: 'awsome', Value: 'my aws: v' }]);
});

test('an unknown role is NoSuchEntity, an emoji a ValidationError', async () => {
  await expect(tag('ghost', [{ Key: 'a', Value: 'b' }])).rejects.toMatchObject(noSuchEntity());
  await expect(tag('one', [{ Key: '\u{1F511}', Value: 'b' }])).rejects.toMatchObject(
    invalid(expect.stringContaining("'tags.1.member.key'")),
  );
});
