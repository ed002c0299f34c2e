import { ListRolesCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, iamStory, invalid } from './story.ts';

const story = iamStory();

const list = (input: object = {}) => story.iam.send(new ListRolesCommand(input));
const names = (found: Awaited<ReturnType<typeof list>>) => found.Roles?.map(({ RoleName }) => RoleName);

test("all, by path prefix, in pages, of the caller's account alone", async () => {
  expect(names(await list()) ?? []).toEqual([]);
  await story.role('c');
  await story.role('A', { Path: '/team/' });
  await story.role('b', { Path: '/team/mail/' });
  expect(names(await list())).toEqual(['A', 'b', 'c']);
  expect(names(await list({ PathPrefix: '/team/' }))).toEqual(['A', 'b']);
  const first = await list({ MaxItems: 2 });
  expect(first.IsTruncated).toBe(true);
  expect(names(await list({ MaxItems: 2, Marker: first.Marker }))).toEqual(['c']);
  expect(first.Roles?.[0]?.Arn).toBe(`arn:aws:iam::${ACCOUNT}:role/team/A`);

  const other = story.aws.iam({ account: '444455556666' });
  const { Roles } = await other.send(new ListRolesCommand({}));
  expect(Roles ?? []).toEqual([]);
});

test('a page goes on behind its last name even when that one is gone', async () => {
  const first = await list({ MaxItems: 1 });
  await story.role('aa');
  expect(names(await list({ MaxItems: 1, Marker: first.Marker }))).toEqual(['aa']);
});

test('a prefix that does not begin with a slash is a ValidationError', async () => {
  await expect(list({ PathPrefix: 'team' })).rejects.toMatchObject(invalid());
});
