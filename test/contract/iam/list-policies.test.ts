import { AttachUserPolicyCommand, ListPoliciesCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid } from './story.ts';

const story = iamStory();

const list = async (input: object) => {
  const { Policies = [], IsTruncated, Marker } = await story.iam.send(new ListPoliciesCommand(input));
  return { names: Policies.map(({ PolicyName }) => PolicyName), IsTruncated, Marker };
};

test('by scope, path, attachment and use', async () => {
  const first = await story.policy('first', undefined, { Path: '/team/' });
  const second = await story.policy('second');
  await story.user('u', { PermissionsBoundary: second });
  await story.iam.send(new AttachUserPolicyCommand({ UserName: 'u', PolicyArn: first }));

  expect((await list({ Scope: 'Local' })).names).toEqual(['second', 'first']);
  expect((await list({ Scope: 'AWS' })).names).toContain('AmazonS3FullAccess');
  expect((await list({ Scope: 'AWS' })).names).not.toContain('first');
  expect((await list({})).names).toEqual(expect.arrayContaining(['first', 'ReadOnlyAccess']));
  expect((await list({ PathPrefix: '/team/' })).names).toEqual(['first']);
  expect((await list({ OnlyAttached: true })).names.toSorted()).toEqual(['first', 'second']);
  expect((await list({ PolicyUsageFilter: 'PermissionsPolicy' })).names).toEqual(['first']);
  expect((await list({ PolicyUsageFilter: 'PermissionsBoundary' })).names).toEqual(['second']);
});

test('in pages that together are the whole', async () => {
  const whole = (await list({})).names;
  const seen: (string | undefined)[] = [];
  let Marker: string | undefined;
  do {
    const page = await list({ MaxItems: 2, Marker });
    seen.push(...page.names);
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker);
  expect(seen).toEqual(whole);
});

test('an unknown scope is a ValidationError', async () => {
  await expect(list({ Scope: 'Mine' })).rejects.toMatchObject(invalid(expect.stringContaining("'scope'")));
});
