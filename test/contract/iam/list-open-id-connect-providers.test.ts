import { CreateOpenIDConnectProviderCommand, ListOpenIDConnectProvidersCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, iamStory } from './story.ts';

const story = iamStory();

test('lists the ARNs of the account', async () => {
  const list = () => story.iam.send(new ListOpenIDConnectProvidersCommand({}));
  expect((await list()).OpenIDConnectProviderList ?? []).toEqual([]);
  for (const Url of ['https://b.example.com', 'https://a.example.com/x']) {
    await story.iam.send(new CreateOpenIDConnectProviderCommand({ Url }));
  }
  expect((await list()).OpenIDConnectProviderList).toEqual([
    { Arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/a.example.com/x` },
    { Arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/b.example.com` },
  ]);
});
