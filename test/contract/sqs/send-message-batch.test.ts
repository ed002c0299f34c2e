import { SendMessageBatchCommand, type SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, refusal, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const send = (QueueUrl: string, Entries: SendMessageBatchRequestEntry[]) =>
  story.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
const entry = (Id: string, MessageBody = Id) => ({ Id, MessageBody });

test('each entry has its own outcome', async () => {
  const url = await story.queue('one', { MaximumMessageSize: '1024' });
  const { Successful, Failed } = await send(url, [entry('a'), entry('b', 'x'.repeat(1025)), entry('c')]);
  expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
  expect(Failed).toEqual([
    {
      Id: 'b',
      SenderFault: true,
      Code: 'InvalidParameterValue',
      Message: 'One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.',
    },
  ]);
  const received = await story.receive(url, { MaxNumberOfMessages: 10 });
  expect(received.map(({ Body }) => Body)).toEqual(['a', 'c']);
});

test.each([
  ['EmptyBatchRequest', []],
  ['TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, index) => entry(`e${index}`))],
  ['BatchEntryIdsNotDistinct', [entry('a'), entry('a')]],
  ['InvalidBatchEntryId', [entry('a.b')]],
  ['BatchRequestTooLong', [entry('a', 'x'.repeat(1_048_576)), entry('b', 'x')]],
])('%s', async (name, entries) => {
  const url = await story.queue('strict');
  await expect(send(url, entries)).rejects.toMatchObject(refusal(name));
});

test('a FIFO queue refuses the whole batch for one entry without a group', async () => {
  const url = await story.queue('strict.fifo', { FifoQueue: 'true' });
  await expect(send(url, [entry('a')])).rejects.toMatchObject({
    message: 'The request must contain the parameter MessageGroupId.',
  });
});

test('an unknown queue is QueueDoesNotExist', async () => {
  await expect(send(NOWHERE, [entry('a')])).rejects.toMatchObject(unknownQueue);
});
