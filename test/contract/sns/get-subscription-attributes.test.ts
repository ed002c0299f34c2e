import { GetSubscriptionAttributesCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, NOWHERE, noSubscription, snsStory } from './story.ts';

const story = snsStory();
const read = async (SubscriptionArn: string) =>
  (await story.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;

test('shows what AWS was recorded to show', async () => {
  const topic = await story.topic('one');
  const queue = await story.queue('one', topic);
  const FilterPolicy = '{"kind":["mail"]}';
  const arn = await story.subscribe(topic, queue.arn, { FilterPolicy });
  expect(await read(arn)).toEqual({
    ConfirmationWasAuthenticated: 'true',
    Endpoint: queue.arn,
    FilterPolicy,
    FilterPolicyScope: 'MessageAttributes',
    Owner: '000000000000',
    PendingConfirmation: 'false',
    Protocol: 'sqs',
    RawMessageDelivery: 'false',
    SubscriptionArn: arn,
    SubscriptionPrincipal: 'arn:aws:iam::000000000000:root',
    TopicArn: topic,
  });
});

test('unknown ones and odd ARNs are refused', async () => {
  await expect(read(`${NOWHERE}:11111111-1111-1111-1111-111111111111`)).rejects.toMatchObject(noSubscription);
  await expect(read('x')).rejects.toMatchObject(
    invalid('SubscriptionArn Reason: An ARN must have at least 6 elements, not 1'),
  );
});
