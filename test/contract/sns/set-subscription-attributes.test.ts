import { GetSubscriptionAttributesCommand, SetSubscriptionAttributesCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, NOWHERE, noSubscription, snsStory } from './story.ts';

const story = snsStory();
const set = (SubscriptionArn: string, AttributeName: string, AttributeValue: string) =>
  story.sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
async function subscribed(name: string) {
  const topic = await story.topic(name);
  const queue = await story.queue(name, topic);
  return { topic, queue, arn: await story.subscribe(topic, queue.arn) };
}

test('raw delivery and a filter policy take effect with the next message', async () => {
  const { topic, queue, arn } = await subscribed('one');
  await set(arn, 'RawMessageDelivery', 'true');
  await set(arn, 'FilterPolicyScope', 'MessageBody');
  await set(arn, 'FilterPolicy', '{"mail":{"kind":["news"]}}');
  await story.publish(topic, '{"mail":{"kind":"news"}}');
  await story.publish(topic, '{"mail":{"kind":"other"}}');
  expect((await story.receive(queue.url)).map(({ Body }) => Body)).toEqual(['{"mail":{"kind":"news"}}']);
  await set(arn, 'FilterPolicy', '');
  const read = new GetSubscriptionAttributesCommand({ SubscriptionArn: arn });
  expect((await story.sns.send(read)).Attributes).not.toHaveProperty('FilterPolicy');
});

test('what is told of an attribute is what AWS was recorded to tell', async () => {
  const { arn } = await subscribed('told');
  const read = async () =>
    (await story.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }))).Attributes;
  await set(arn, 'RawMessageDelivery', 'TrUe');
  await set(arn, 'FilterPolicyScope', 'MessageBody');
  expect(await read()).toMatchObject({ RawMessageDelivery: 'true' });
  expect(await read()).not.toHaveProperty('FilterPolicyScope');
  await set(arn, 'FilterPolicy', '{"a":{"b":["c"]}}');
  expect(await read()).toMatchObject({ FilterPolicyScope: 'MessageBody' });
});

test("a FIFO topic's standard queue may have a standard dead-letter queue, its FIFO queue may not (recorded)", async () => {
  const topic = await story.topic('both.fifo', { FifoTopic: 'true' });
  const [standard, dead] = [await story.queue('both', topic), await story.queue('dead', topic)];
  const fifo = await story.queue('both.fifo', topic, { FifoQueue: 'true' });
  const policy = JSON.stringify({ deadLetterTargetArn: dead.arn });
  await set(await story.subscribe(topic, standard.arn), 'RedrivePolicy', policy);
  await expect(set(await story.subscribe(topic, fifo.arn), 'RedrivePolicy', policy)).rejects.toMatchObject(
    invalid('RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.'),
  );
});

test.each([
  ['Odd', 'x', 'AttributeName'],
  ['RawMessageDelivery', '', 'RawMessageDelivery: Invalid value []. Must be true or false.'],
  [
    'FilterPolicyScope',
    'RandomValue',
    'FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes',
  ],
  ['RedrivePolicy', '{"deadLetterTargetArn":"x"}', 'RedrivePolicy: deadLetterTargetArn is an invalid arn'],
  ['FilterPolicy', '{"key_a":"value_one"}', 'FilterPolicy: "key_a" must be an object or an array'],
  [
    'FilterPolicy',
    '{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}',
    'FilterPolicy: Filter policy can not have more than 5 keys',
  ],
])('%s %s is refused', async (name, value, what) => {
  const { arn } = await subscribed('strict');
  await expect(set(arn, name, value)).rejects.toMatchObject(invalid(what));
});

test('an unknown subscription is NotFound', async () => {
  const unknown = `${NOWHERE}:11111111-1111-1111-1111-111111111111`;
  await expect(set(unknown, 'RawMessageDelivery', 'true')).rejects.toMatchObject(noSubscription);
});
