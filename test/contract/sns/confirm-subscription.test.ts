import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { fetch } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpEndpoint, listenHttp } from '../../support/http-endpoint.ts';
import { invalid, refusal, snsStory } from './story.ts';

const story = snsStory();
let endpoint: HttpEndpoint;
beforeAll(async () => {
  endpoint = await listenHttp();
});
afterAll(() => endpoint.close());

/** A pending subscription, and what its endpoint was sent. */
async function pending(name: string) {
  const topic = await story.topic(name);
  const arn = await story.subscribe(topic, endpoint.url, {}, 'http');
  await story.server.idle();
  const { Token = '', SubscribeURL = '' } = JSON.parse(endpoint.posted.at(-1)?.body ?? '{}');
  return { topic, arn, Token, SubscribeURL };
}
const attributes = async (SubscriptionArn: string) =>
  (await story.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;

test('the token confirms, signed or by the link', async () => {
  const { topic, arn, Token } = await pending('signed');
  expect(await attributes(arn)).toMatchObject({ PendingConfirmation: 'true' });
  const confirmed = await story.sns.send(new ConfirmSubscriptionCommand({ TopicArn: topic, Token }));
  expect(confirmed.SubscriptionArn).toBe(arn);
  expect(await attributes(arn)).toMatchObject({
    PendingConfirmation: 'false',
    ConfirmationWasAuthenticated: 'true',
  });
  const other = await pending('linked');
  expect(await (await fetch(other.SubscribeURL)).text()).toContain(
    `<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ConfirmSubscriptionResult><SubscriptionArn>${other.arn}</SubscriptionArn>`,
  );
  expect(await attributes(other.arn)).toMatchObject({ ConfirmationWasAuthenticated: 'false' });
});

test('AuthenticateOnUnsubscribe makes the link in a message worth nothing', async () => {
  const { topic, arn, Token } = await pending('guarded');
  await story.sns.send(
    new ConfirmSubscriptionCommand({ TopicArn: topic, Token, AuthenticateOnUnsubscribe: 'true' }),
  );
  const link = `${story.server.url}/?Action=Unsubscribe&SubscriptionArn=${arn}`;
  expect((await fetch(link)).status).toBe(403);
  await story.sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
});

test('odd and unknown tokens are refused', async () => {
  const TopicArn = await story.topic('strict');
  const confirm = (Token: string) => story.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  await expect(confirm('randomtoken')).rejects.toMatchObject(
    refusal('InvalidParameterException', 'Invalid token'),
  );
  await expect(confirm('00ff')).rejects.toMatchObject(invalid('Token'));
});
