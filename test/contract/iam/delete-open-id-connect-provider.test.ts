import {
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  ListOpenIDConnectProvidersCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('is gone afterwards, and cannot be deleted twice', async () => {
  const { OpenIDConnectProviderArn: arn } = await story.iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: 'https://one.example.com' }),
  );
  const remove = () =>
    story.iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }));
  await remove();
  const left = await story.iam.send(new ListOpenIDConnectProvidersCommand({}));
  expect(left.OpenIDConnectProviderList ?? []).toEqual([]);
  await expect(remove()).rejects.toMatchObject(
    noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`),
  );
});
