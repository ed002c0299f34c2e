import {
  CreateOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid, noSuchEntity, refusal } from './story.ts';
import { arnOf } from './tagged.ts';

const story = iamStory();
const update = (name: string, ...ThumbprintList: string[]) => {
  const input = { OpenIDConnectProviderArn: arnOf(name), ThumbprintList };
  return story.iam.send(new UpdateOpenIDConnectProviderThumbprintCommand(input));
};
const print = (digit: number) => String(digit).repeat(40);

test('the new list takes the old one’s place', async () => {
  const Url = 'https://one.example';
  const ClientIDList = ['a'];
  await story.iam.send(
    new CreateOpenIDConnectProviderCommand({ Url, ClientIDList, ThumbprintList: [print(1), print(2)] }),
  );
  await update('one', print(3));
  const input = { OpenIDConnectProviderArn: arnOf('one') };
  expect(await story.iam.send(new GetOpenIDConnectProviderCommand(input))).toMatchObject({
    ThumbprintList: [print(3)],
    ClientIDList,
  });
});

test('five are the most, of forty characters each, of a provider that is there', async () => {
  await expect(update('one', ...[1, 2, 3, 4, 5, 6].map(print))).rejects.toMatchObject(
    refusal('InvalidInputException', 400),
  );
  await expect(update('one', 'ab')).rejects.toMatchObject(invalid());
  await expect(update('ghost', print(1))).rejects.toMatchObject(noSuchEntity());
});
