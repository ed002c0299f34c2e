// What the SQS contract tests say again and again: one server a file, queues, receiving.
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

export function sqsStory() {
  let server: TestServer;
  let sqs: SQSClient;
  beforeAll(async () => {
    server = await startTestServer();
    sqs = server.sqs();
  });
  afterAll(() => server.close());

  const story = {
    get server() {
      return server;
    },
    get sqs() {
      return sqs;
    },
    /** Its URL. */
    async queue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
      return QueueUrl;
    },
    async arn(QueueUrl: string): Promise<string> {
      return (await story.attributes(QueueUrl, ['QueueArn'])).QueueArn ?? '';
    },
    async attributes(
      QueueUrl: string,
      AttributeNames: QueueAttributeName[] = ['All'],
    ): Promise<Record<string, string>> {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
      return Attributes ?? {};
    },
    async send(QueueUrl: string, ...bodies: string[]): Promise<void> {
      for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    async receive(QueueUrl: string, more: Partial<ReceiveMessageCommand['input']> = {}): Promise<Message[]> {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, ...more }));
      return Messages ?? [];
    },
    async receiveOne(QueueUrl: string, more: Partial<ReceiveMessageCommand['input']> = {}) {
      const [message] = await story.receive(QueueUrl, more);
      return { ...message, ReceiptHandle: message?.ReceiptHandle ?? '' };
    },
    async allow(QueueUrl: string, Principal: object | string, Action: string, Condition?: object) {
      const Resource = await story.arn(QueueUrl);
      const Statement = [{ Effect: 'Allow', Principal, Action, Resource, ...(Condition && { Condition }) }];
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    },
  };
  return story;
}

export const refusal = (name: string, httpStatusCode = 400) => ({
  name,
  $metadata: expect.objectContaining({ httpStatusCode }),
});
export const unknownQueue = refusal('QueueDoesNotExist');
/** A URL nobody made. */
export const NOWHERE = 'http://localhost/000000000000/nowhere';
