// A pipeline that ends in a queue, told with the SDK alone: SES -> SNS -> SQS, and SNS -> HTTP.
import { CreateReceiptRuleCommand } from '@aws-sdk/client-ses';
import { CreateTopicCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { fetch } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { createMailBucket, createRule, receiveAt } from '../contract/ses/rules.ts';
import { snsStory } from '../contract/sns/story.ts';
import { type HttpEndpoint, listenHttp } from '../support/http-endpoint.ts';

const story = snsStory();
const mail = (subject: string) =>
  Buffer.from(
    `From: anna@example.com\r\nTo: post@example.org\r\nSubject: ${subject}\r\nMessage-ID: <1@example.com>\r\n\r\nThe body.\r\n`,
  );
const deliver = async (to: string, subject: string) => {
  await story.server.deliver(mail(subject), { from: 'anna@example.com', to: [to] });
  await story.server.idle();
};

describe('a mail', () => {
  it('that an SNS action publishes arrives in the queue that subscribed', async () => {
    const ses = story.server.ses();
    await receiveAt(ses, 'example.org');
    const topic = await story.topic('mail');
    const queue = await story.queue('mail', topic);
    await story.subscribe(topic, queue.arn);
    await createRule(ses, 'inbound', {
      Name: 'tell',
      Enabled: true,
      Recipients: ['post@example.org'],
      Actions: [{ SNSAction: { TopicArn: topic, Encoding: 'UTF-8' } }],
    });
    // The rule was kept only because SES could publish to the topic.
    await story.server.idle();
    const [setup] = await story.heard(queue.url);
    // Who listens reads `receipt` before it looks at the id: it is there, and of the rule's own action.
    expect(JSON.parse(setup ?? '')).toMatchObject({
      notificationType: 'Received',
      mail: {
        messageId: 'AMAZON_SES_SETUP_NOTIFICATION',
        source: 'no-reply-aws@amazon.com',
        destination: ['recipient@example.com'],
        commonHeaders: { subject: 'Amazon SES Setup Notification' },
      },
      receipt: {
        recipients: ['recipient@example.com'],
        spamVerdict: { status: 'PASS' },
        action: { type: 'SNS', topicArn: topic },
      },
      content: expect.stringContaining('Thank you for using Amazon SES!'),
    });

    await deliver('post@example.org', 'Hello');
    const [message] = await story.receive(queue.url);
    const envelope = JSON.parse(message?.Body ?? '{}');
    expect(envelope).toMatchObject({
      Type: 'Notification',
      TopicArn: topic,
      Subject: 'Amazon SES Email Receipt Notification',
    });
    const notification = JSON.parse(envelope.Message);
    expect(notification).toMatchObject({
      notificationType: 'Received',
      mail: { commonHeaders: { subject: 'Hello' } },
      receipt: { action: { type: 'SNS', topicArn: topic } },
    });
    expect(notification.content).toContain('The body.');
  });

  it('kept by an S3 action tells the topic that the action names', async () => {
    const ses = story.server.ses();
    const topic = await story.topic('stored');
    const queue = await story.queue('stored', topic);
    await story.subscribe(topic, queue.arn, { RawMessageDelivery: 'true' });
    await createMailBucket(story.server.s3(), 'stored-mail');
    await createRule(ses, 'inbound', {
      Name: 'store',
      Enabled: true,
      Recipients: ['store@example.org'],
      Actions: [{ S3Action: { BucketName: 'stored-mail', TopicArn: topic } }],
    });
    const [setup] = await story.receive(queue.url);
    const { receipt, content } = JSON.parse(setup?.Body ?? '{}');
    expect(receipt.action).toEqual({
      type: 'S3',
      topicArn: topic,
      bucketName: 'stored-mail',
      objectKeyPrefix: '',
      objectKey: 'AMAZON_SES_SETUP_NOTIFICATION',
    });
    expect(content).toBeUndefined();

    await deliver('store@example.org', 'Kept');
    const [message] = await story.receive(queue.url);
    const notification = JSON.parse(message?.Body ?? '{}');
    expect(notification.receipt.action).toMatchObject({ type: 'S3', bucketName: 'stored-mail' });
    expect(notification.content).toBeUndefined();
  });

  it("reaches another account's topic only by leave of its policy", async () => {
    const account = '222222222222';
    const theirs = story.server.sns({ account });
    const { TopicArn = '' } = await theirs.send(new CreateTopicCommand({ Name: 'theirs' }));
    const rule = new CreateReceiptRuleCommand({
      RuleSetName: 'inbound',
      Rule: { Name: 'abroad', Enabled: true, Actions: [{ SNSAction: { TopicArn } }] },
    });
    await expect(story.server.ses().send(rule)).rejects.toMatchObject({
      name: 'InvalidSnsTopicException',
      message: `Could not publish to SNS topic: ${TopicArn}`,
    });
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: 'SNS:Publish',
      Resource: TopicArn,
      Condition: { StringEquals: { 'AWS:SourceAccount': '000000000000' } },
    };
    await theirs.send(
      new SetTopicAttributesCommand({
        TopicArn,
        AttributeName: 'Policy',
        AttributeValue: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      }),
    );
    await story.server.ses().send(rule);
  });
});

describe('an HTTP endpoint', () => {
  let endpoint: HttpEndpoint;
  afterEach(() => endpoint.close());

  it('confirms by following the link, hears, is tried again, and leaves by the link', async () => {
    endpoint = await listenHttp();
    const topic = await story.topic('hook');
    await story.subscribe(topic, endpoint.url, {}, 'http');
    await story.server.idle();
    const [asked] = endpoint.posted;
    expect(asked?.headers).toMatchObject({
      'x-amz-sns-message-type': 'SubscriptionConfirmation',
      'x-amz-sns-topic-arn': topic,
      'content-type': 'text/plain; charset=UTF-8',
    });
    const confirmation = JSON.parse(asked?.body ?? '{}');
    expect(confirmation).toMatchObject({ Type: 'SubscriptionConfirmation', TopicArn: topic });

    await story.publish(topic, 'nobody hears');
    expect(endpoint.posted).toHaveLength(1);
    expect((await fetch(confirmation.SubscribeURL)).status).toBe(200);

    await story.publish(topic, 'first', { Subject: 'News' });
    expect(JSON.parse(endpoint.posted[1]?.body ?? '{}')).toMatchObject({
      Type: 'Notification',
      Subject: 'News',
      Message: 'first',
    });

    endpoint.answer(503);
    await story.publish(topic, 'second');
    endpoint.answer(200);
    story.server.clock.advance(20_000);
    await story.server.idle();
    const heard = endpoint.posted.slice(2).map(({ body }) => JSON.parse(body).Message);
    expect(heard).toEqual(['second', 'second']);

    const { UnsubscribeURL } = JSON.parse(endpoint.posted[1]?.body ?? '{}');
    expect((await fetch(UnsubscribeURL)).status).toBe(200);
    await story.publish(topic, 'third');
    const farewell = endpoint.posted.slice(4).map(({ body }) => JSON.parse(body).Type);
    expect(farewell).toEqual(['UnsubscribeConfirmation']);
  });
});
