// What the SNS contract tests say again and again: one server a file, topics, queues that listen.
import { CreateTopicCommand, PublishCommand, type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';

export function snsStory() {
  let server: TestServer;
  let sns: SNSClient;
  let sqs: SQSClient;
  beforeAll(async () => {
    server = await startTestServer();
    sns = server.sns();
    sqs = server.sqs();
  });
  afterAll(() => server.close());

  const story = {
    get server() {
      return server;
    },
    get sns() {
      return sns;
    },
    get sqs() {
      return sqs;
    },
    /** Its ARN. */
    async topic(Name: string, Attributes: Record<string, string> = {}): Promise<string> {
      const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name, Attributes }));
      return TopicArn;
    },
    /** A queue whose policy lets SNS in for one topic, as the developer guide writes it. */
    async queue(QueueName: string, topicArn: string, Attributes: Record<string, string> = {}) {
      const arn = `arn:aws:sqs:us-east-1:${ACCOUNT}:${QueueName}`;
      const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
      const statement = {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arn,
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
      return { arn, url };
    },
    /** The subscription's ARN. */
    async subscribe(
      TopicArn: string,
      Endpoint: string,
      Attributes: Record<string, string> = {},
      Protocol = 'sqs',
    ): Promise<string> {
      const { SubscriptionArn = '' } = await sns.send(
        new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }),
      );
      return SubscriptionArn;
    },
    async publish(TopicArn: string, Message: string, more: Partial<PublishCommand['input']> = {}) {
      const answer = await sns.send(new PublishCommand({ TopicArn, Message, ...more }));
      await server.idle();
      return answer;
    },
    async receive(QueueUrl: string): Promise<Message[]> {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      return Messages ?? [];
    },
    /** The `Message` members of the envelopes a queue holds. */
    async heard(QueueUrl: string): Promise<string[]> {
      return (await story.receive(QueueUrl)).map(({ Body = '{}' }) => JSON.parse(Body).Message);
    },
  };
  return story;
}

export const refusal = (name: string, message: unknown, httpStatusCode = 400) => ({
  name,
  message,
  $metadata: expect.objectContaining({ httpStatusCode }),
});
export const invalid = (what: string) => refusal('InvalidParameterException', `Invalid parameter: ${what}`);
export const noTopic = refusal('NotFoundException', 'Topic does not exist', 404);
export const noSubscription = refusal('NotFoundException', 'Subscription does not exist', 404);
/** A topic nobody made. */
export const NOWHERE = `arn:aws:sns:us-east-1:${ACCOUNT}:nowhere`;
