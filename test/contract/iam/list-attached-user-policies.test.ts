import { AttachUserPolicyCommand, ListAttachedUserPoliciesCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid, noSuchEntity } from './story.ts';

const story = iamStory();

test('by path prefix and in pages', async () => {
  await story.user('one');
  const arns = [
    await story.policy('a', undefined, { Path: '/team/' }),
    await story.policy('b'),
    await story.policy('c', undefined, { Path: '/team/mail/' }),
  ];
  for (const PolicyArn of arns)
    await story.iam.send(new AttachUserPolicyCommand({ UserName: 'one', PolicyArn }));

  const team = await story.iam.send(
    new ListAttachedUserPoliciesCommand({ UserName: 'one', PathPrefix: '/team/' }),
  );
  expect(team.AttachedPolicies?.map(({ PolicyName }) => PolicyName).sort()).toEqual(['a', 'c']);

  const seen: (string | undefined)[] = [];
  let Marker: string | undefined;
  do {
    const page = await story.iam.send(
      new ListAttachedUserPoliciesCommand({ UserName: 'one', MaxItems: 1, Marker }),
    );
    seen.push(...(page.AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn));
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker);
  expect(seen.toSorted()).toEqual(arns.toSorted());
});

test('an unknown user is NoSuchEntity, a path without its last slash a ValidationError', async () => {
  await expect(
    story.iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'ghost' })),
  ).rejects.toMatchObject(noSuchEntity());
  await expect(
    story.iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'one', PathPrefix: '/team' })),
  ).rejects.toMatchObject(invalid());
});
