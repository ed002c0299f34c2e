import { ListUserPoliciesCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { allowing, iamStory, invalid, noSuchEntity } from './story.ts';

const story = iamStory();

test('the names come sorted and in pages', async () => {
  await story.user('one');
  for (const PolicyName of ['c', 'a', 'b']) {
    const PolicyDocument = allowing('s3:*');
    await story.iam.send(new PutUserPolicyCommand({ UserName: 'one', PolicyName, PolicyDocument }));
  }
  const all = await story.iam.send(new ListUserPoliciesCommand({ UserName: 'one' }));
  expect(all).toMatchObject({ PolicyNames: ['a', 'b', 'c'], IsTruncated: false });

  const first = await story.iam.send(new ListUserPoliciesCommand({ UserName: 'one', MaxItems: 2 }));
  expect(first).toMatchObject({ PolicyNames: ['a', 'b'], IsTruncated: true });
  const rest = await story.iam.send(
    new ListUserPoliciesCommand({ UserName: 'one', MaxItems: 2, Marker: first.Marker }),
  );
  expect(rest).toMatchObject({ PolicyNames: ['c'], IsTruncated: false });
  expect(rest.Marker).toBeUndefined();
});

test('without policies the list is empty', async () => {
  await story.user('none');
  const { PolicyNames } = await story.iam.send(new ListUserPoliciesCommand({ UserName: 'none' }));
  expect(PolicyNames ?? []).toEqual([]);
});

test('an unknown user, a marker of nobody and pages of none are refused', async () => {
  await expect(story.iam.send(new ListUserPoliciesCommand({ UserName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity(),
  );
  await expect(
    story.iam.send(new ListUserPoliciesCommand({ UserName: 'one', Marker: 'not a marker' })),
  ).rejects.toMatchObject(invalid());
  await expect(
    story.iam.send(new ListUserPoliciesCommand({ UserName: 'one', MaxItems: 0 })),
  ).rejects.toMatchObject(invalid(expect.stringContaining("'maxItems'")));
});
