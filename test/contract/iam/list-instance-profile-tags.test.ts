import {
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  ListInstanceProfileTagsCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { document, iamStory, noSuchEntity, refusal } from './story.ts';
import { taggedProfiles, tags } from './tagged.ts';

const story = iamStory();
const on = taggedProfiles(story);

test('in the order of their keys, in pages', async () => {
  await on.create('one', tags('b=2, C=3, a=1'));
  const page = (Marker?: string) =>
    story.iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName: 'one', MaxItems: 2, Marker }));
  const first = await page();
  expect([first.Tags, first.IsTruncated]).toEqual([tags('C=3, a=1'), true]);
  expect((await page(first.Marker)).Tags).toEqual(tags('b=2'));
  await expect(on.list('ghost')).rejects.toMatchObject(noSuchEntity());
});

test('a profile made anew under the name has none of the old one’s', async () => {
  await on.create('again', tags('a=1'));
  const InstanceProfileName = 'again';
  await story.iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  await story.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  expect(await on.list('again')).toEqual([]);
});

test('policies ask by the tags', async () => {
  await on.create('theirs', tags('team=shop'));
  await on.create('ours', tags('team=mail'));
  await story.user('ada');
  const PolicyDocument = document({
    Effect: 'Allow',
    Action: 'iam:ListInstanceProfileTags',
    Resource: '*',
    Condition: { StringEquals: { 'aws:ResourceTag/team': 'mail' } },
  });
  await story.iam.send(new PutUserPolicyCommand({ UserName: 'ada', PolicyName: 'p', PolicyDocument }));
  const ada = story.aws.iam(await story.keys('ada'));
  const list = (InstanceProfileName: string) =>
    ada.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }));
  expect((await list('ours')).Tags).toEqual(tags('team=mail'));
  await expect(list('theirs')).rejects.toMatchObject(refusal('AccessDenied', 403));
});
