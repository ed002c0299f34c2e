import {
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProviderTagsCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';
import { arnOf, taggedProviders, tags } from './tagged.ts';

const story = iamStory();
const on = taggedProviders(story);

test('in the order of their keys, in pages', async () => {
  await on.create('one', tags('b=2, C=3, a=1'));
  const page = (Marker?: string) => {
    const input = { OpenIDConnectProviderArn: arnOf('one'), MaxItems: 2, Marker };
    return story.iam.send(new ListOpenIDConnectProviderTagsCommand(input));
  };
  const first = await page();
  expect([first.Tags, first.IsTruncated]).toEqual([tags('C=3, a=1'), true]);
  expect((await page(first.Marker)).Tags).toEqual(tags('b=2'));
  await expect(on.list('ghost')).rejects.toMatchObject(noSuchEntity());
});

test('they are the provider’s however its ARN is spelled, and go with it', async () => {
  await on.create('two', tags('a=1'));
  const OpenIDConnectProviderArn = arnOf('TWO');
  const found = await story.iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
  expect(found.Tags).toEqual(tags('a=1'));
  await story.iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
  await on.create('two');
  expect(await on.list('two')).toEqual([]);
});
