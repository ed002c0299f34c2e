import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity, refusal } from './story.ts';
import { arnOf } from './tagged.ts';

const story = iamStory();
const change = (name: string, ClientID: string) => {
  const input = { OpenIDConnectProviderArn: arnOf(name), ClientID };
  return story.iam.send(new AddClientIDToOpenIDConnectProviderCommand(input));
};
const clientIds = async () => {
  const input = { OpenIDConnectProviderArn: arnOf('one') };
  return (await story.iam.send(new GetOpenIDConnectProviderCommand(input))).ClientIDList;
};

test('adds an audience once', async () => {
  const Url = 'https://one.example';
  const ClientIDList = ['a'];
  await story.iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList }));
  await change('one', 'b');
  await change('one', 'b');
  expect(await clientIds()).toEqual(['a', 'b']);
  await expect(change('ghost', 'b')).rejects.toMatchObject(noSuchEntity());
});

test('a hundred are the most', async () => {
  const Url = 'https://full.example';
  const ClientIDList = Array.from({ length: 100 }, (_, index) => `client-${index}`);
  await story.iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList }));
  await change('full', 'client-7');
  await expect(change('full', 'one-more')).rejects.toMatchObject(refusal('LimitExceededException', 409));
});
