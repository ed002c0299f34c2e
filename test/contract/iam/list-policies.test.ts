import { AttachUserPolicyCommand, ListPoliciesCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid } from './story.ts';

const story = iamStory();

const list = async (input: object) => {
  const { Policies = [], IsTruncated, Marker } = await story.iam.send(new ListPoliciesCommand(input));
  return { names: Policies.map(({ PolicyName }) => PolicyName), IsTruncated, Marker };
};

async function everything(): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = [];
  let Marker: string | undefined;
  do {
    const page = await list({ MaxItems: 700, Marker });
    names.push(...page.names);
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker);
  return names;
}

test('by scope, path, attachment and use', async () => {
  const first = await story.policy('first', undefined, { Path: '/team/' });
  const second = await story.policy('second');
  await story.user('u', { PermissionsBoundary: second });
  await story.iam.send(new AttachUserPolicyCommand({ UserName: 'u', PolicyArn: first }));

  expect((await list({ Scope: 'Local' })).names).toEqual(['second', 'first']);
  expect((await list({ Scope: 'AWS', MaxItems: 1000 })).names).toContain('AmazonS3FullAccess');
  expect((await list({ Scope: 'AWS', MaxItems: 1000 })).names).not.toContain('first');
  expect(await everything()).toEqual(expect.arrayContaining(['first', 'ReadOnlyAccess']));
  expect((await list({ PathPrefix: '/team/' })).names).toEqual(['first']);
  expect((await list({ OnlyAttached: true })).names.toSorted()).toEqual(['first', 'second']);
  expect((await list({ PolicyUsageFilter: 'PermissionsPolicy' })).names).toEqual(['first']);
  expect((await list({ PolicyUsageFilter: 'PermissionsBoundary' })).names).toEqual(['second']);
});

test('in pages that together are the whole: AWS has well over a thousand', async () => {
  const whole = await everything();
  expect(new Set(whole).size).toBe(whole.length);
  expect(whole.length).toBeGreaterThan(1400);
  const own: (string | undefined)[] = [];
  let Marker: string | undefined;
  do {
    const page = await list({ Scope: 'Local', MaxItems: 1, Marker });
    own.push(...page.names);
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker);
  expect(own).toEqual(['second', 'first']);
});

test('an unknown scope is a ValidationError', async () => {
  await expect(list({ Scope: 'Mine' })).rejects.toMatchObject(invalid(expect.stringContaining("'scope'")));
});
