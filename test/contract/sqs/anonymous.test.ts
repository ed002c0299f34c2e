// Callers without a signature: "You can allow shared queue access to anonymous users. Such access requires no signature
// or Access Key ID" (SQS guide). They speak the Query protocol to the queue's own path, as a browser or curl would.
import { request } from 'undici';
import { expect, test } from 'vitest';
import { sqsStory } from './story.ts';

const story = sqsStory();
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function ask(method: 'GET' | 'POST', path: string, text = '', headers: Record<string, string> = FORM) {
  const body = method === 'POST' ? text : null;
  const answer = await request(`${story.server.url}${path}`, { method, headers, body });
  return { status: answer.statusCode, text: await answer.body.text() };
}
const pathOf = (QueueUrl: string) => new URL(QueueUrl).pathname;

test('a queue whose policy lets everybody send takes a message by form and by URL', async () => {
  const url = await story.queue('open.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  await story.allow(url, '*', 'sqs:SendMessage');
  const send = (word: string) => `Action=SendMessage&MessageGroupId=g&MessageBody=${word}`;
  const path = pathOf(url);
  for (const { status, text } of [
    await ask('POST', path, send('form')),
    await ask('GET', `${path}?${send('url')}`, '', {}),
    await ask('POST', '/', `${send('root')}&QueueUrl=${encodeURIComponent(url)}`),
    await ask('POST', path, `${send('version')}&Version=2012-11-05`),
  ]) {
    expect([status, text]).toEqual([
      200,
      expect.stringContaining('<SendMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/">'),
    ]);
  }
  expect(await story.attributes(url, ['ApproximateNumberOfMessages'])).toEqual({
    ApproximateNumberOfMessages: '4',
  });
});

test('what the policy does not say is refused, in the words of SQS', async () => {
  const url = await story.queue('ajar');
  await story.allow(url, '*', 'sqs:SendMessage');
  for (const action of [
    'ReceiveMessage',
    'DeleteQueue',
    'AddPermission&Label=a&AWSAccountId.1=1&ActionName.1=*',
  ]) {
    const { status, text } = await ask('POST', pathOf(url), `Action=${action}`);
    expect([status, text], action).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
  }
  const closed = await story.queue('closed');
  const { status } = await ask('POST', pathOf(closed), 'Action=SendMessage&MessageBody=x');
  expect(status).toBe(403);
});

test('a queue that is not there is told as such', async () => {
  const { status, text } = await ask('POST', '/000000000000/nowhere', 'Action=SendMessage&MessageBody=x');
  expect([status, text]).toEqual([
    400,
    expect.stringContaining('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>'),
  ]);
});

test('a bucket called like an account keeps its objects and its uploads', async () => {
  const own = await ask('GET', '/000000000000/object', '', {});
  expect([own.status, own.text]).toEqual([404, expect.stringContaining('<Code>NoSuchBucket</Code>')]);
  const upload = await ask('POST', '/000000000000/object?uploads', '');
  expect([upload.status, upload.text]).toEqual([404, expect.stringContaining('<Code>NoSuchBucket</Code>')]);
});
