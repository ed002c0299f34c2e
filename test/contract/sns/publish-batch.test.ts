import { PublishBatchCommand, type PublishBatchRequestEntry } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, NOWHERE, noTopic, refusal, snsStory } from './story.ts';

const story = snsStory();
const publish = (TopicArn: string, PublishBatchRequestEntries: PublishBatchRequestEntry[]) =>
  story.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
const entry = (Id: string, Message = Id) => ({ Id, Message });

test('each entry has its own outcome', async () => {
  const topic = await story.topic('one');
  const queue = await story.queue('one', topic);
  await story.subscribe(topic, queue.arn);
  const { Successful, Failed } = await publish(topic, [entry('a'), entry('b', ''), entry('c')]);
  expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
  expect(Failed).toEqual([
    { Id: 'b', Code: 'InvalidParameter', Message: 'Invalid parameter: Empty message', SenderFault: true },
  ]);
  await story.server.idle();
  expect(await story.heard(queue.url)).toEqual(['a', 'c']);
});

test.each([
  [
    'TooManyEntriesInBatchRequestException',
    'The batch request contains more entries than permissible.',
    Array.from({ length: 11 }, (_, index) => entry(`e${index}`)),
  ],
  [
    'BatchEntryIdsNotDistinctException',
    'Two or more batch entries in the request have the same Id.',
    [entry('a'), entry('a')],
  ],
  [
    'InvalidBatchEntryIdException',
    'The Id of a batch entry in the batch request contains an impermissible character: message.id',
    [entry('message.id')],
  ],
  [
    'BatchRequestTooLongException',
    'The length of all the messages put together is more than the limit.',
    [entry('a', 'x'.repeat(262_144)), entry('b', 'x')],
  ],
])('%s', async (name, message, entries) => {
  const topic = await story.topic('strict');
  await expect(publish(topic, entries)).rejects.toMatchObject(refusal(name, message));
});

test('an attribute or a structure that is none fails all of it (recorded)', async () => {
  const topic = await story.topic('whole.fifo', { FifoTopic: 'true' });
  const odd = { attr1: { DataType: 'String.', StringValue: 'x' } };
  await expect(publish(topic, [{ ...entry('a'), MessageAttributes: odd }, entry('b')])).rejects.toMatchObject(
    refusal(
      'InvalidParameterValueException',
      "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    ),
  );
  await expect(publish(topic, [{ ...entry('a', '{}'), MessageStructure: 'json' }])).rejects.toMatchObject(
    invalid('Message Structure - No default entry in JSON message body'),
  );
});

test('an unknown topic is NotFound', async () => {
  await expect(publish(NOWHERE, [entry('a')])).rejects.toMatchObject(noTopic);
});
