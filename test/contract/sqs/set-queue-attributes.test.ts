import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, refusal, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const set = (QueueUrl: string, Attributes: Record<string, string>) =>
  story.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));

test('attributes change one by one, an empty policy goes', async () => {
  const url = await story.queue('one', { DelaySeconds: '5' });
  await story.allow(url, '*', 'sqs:SendMessage');
  await set(url, { VisibilityTimeout: '60' });
  expect(await story.attributes(url)).toMatchObject({
    DelaySeconds: '5',
    VisibilityTimeout: '60',
    Policy: expect.stringContaining('sqs:SendMessage'),
  });
  await set(url, { Policy: '' });
  expect(await story.attributes(url)).not.toHaveProperty('Policy');
});

test.each([
  ['no map', 'x', 'Redrive policy is not a valid JSON map.'],
  [
    'no count',
    '{"deadLetterTargetArn":"a"}',
    'Redrive policy does not contain mandatory attribute: maxReceiveCount.',
  ],
  [
    'no such queue',
    '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:nowhere","maxReceiveCount":1}',
    'Dead letter target does not exist.',
  ],
])('a redrive policy is refused: %s', async (_what, RedrivePolicy, reason) => {
  const url = await story.queue('strict');
  await expect(set(url, { RedrivePolicy })).rejects.toMatchObject({
    ...refusal('InvalidParameterValue'),
    message: `Value ${RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
  });
});

test("a queue's kind does not change", async () => {
  await expect(set(await story.queue('plain'), { FifoQueue: 'true' })).rejects.toMatchObject({
    message: 'Unknown Attribute FifoQueue.',
  });
  const fifo = await story.queue('f.fifo', { FifoQueue: 'true' });
  await expect(set(fifo, { FifoQueue: 'false' })).rejects.toMatchObject({
    message: 'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
  });
});

test('an unknown queue is QueueDoesNotExist', async () => {
  await expect(set(NOWHERE, {})).rejects.toMatchObject(unknownQueue);
});
