import {
  CreateOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';
import { arnOf } from './tagged.ts';

const story = iamStory();
const change = (name: string, ClientID: string) => {
  const input = { OpenIDConnectProviderArn: arnOf(name), ClientID };
  return story.iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand(input));
};
const clientIds = async () => {
  const input = { OpenIDConnectProviderArn: arnOf('one') };
  return (await story.iam.send(new GetOpenIDConnectProviderCommand(input))).ClientIDList;
};

test('takes an audience away, and minds none that is not there', async () => {
  const Url = 'https://one.example';
  const ClientIDList = ['a', 'b'];
  await story.iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList }));
  await change('one', 'b');
  await change('one', 'b');
  expect(await clientIds()).toEqual(['a']);
  await expect(change('ghost', 'b')).rejects.toMatchObject(noSuchEntity());
});
