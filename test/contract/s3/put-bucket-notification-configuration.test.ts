import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  type PutBucketNotificationConfigurationCommandInput,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { createQueue, drain, queuePolicy } from './notification-support.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const allow = (Service: string, Action: string) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service }, Action, Resource: '*' }] });
const topicPolicy = allow('s3.amazonaws.com', 'sns:Publish');
const openPolicy = allow('sns.amazonaws.com', 'sqs:SendMessage');

const document: PutBucketNotificationConfigurationCommandInput['NotificationConfiguration'] = {
  QueueConfigurations: [
    {
      Id: 'q',
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:queue',
      Events: ['s3:ObjectCreated:*', 's3:Replication:*'],
      Filter: { Key: { FilterRules: [{ Name: 'Prefix' as 'prefix', Value: 'in/' }] } },
    },
  ],
  EventBridgeConfiguration: {},
};

describe('PutBucketNotificationConfiguration', () => {
  it('keeps the document, and Get answers it as it was', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { $metadata } = await s3.send(
      new PutBucketNotificationConfigurationCommand({
        ...{ Bucket, NotificationConfiguration: document },
        SkipDestinationValidation: true,
      }),
    );
    expect($metadata.httpStatusCode).toBe(200);
    expect(await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).toMatchObject(
      document as object,
    );
  });

  it('tells a body that is not there, as AWS told the C++ SDK (aws-sdk-cpp#733)', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const url = `${aws.url}/${Bucket}?notification`;
    const answer = await fetch(url, { method: 'PUT', headers: { authorization: 'AWS test:unchecked' } });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('<Code>MissingRequestBodyError</Code><Message>Request Body is empty</Message>'),
    ]);
  });

  it('sends each destination the test event', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { QueueUrl, QueueArn } = await createQueue(aws.sqs(), queuePolicy(Bucket));
    const { TopicArn = '' } = await aws
      .sns()
      .send(new CreateTopicCommand({ Name: 'tested', Attributes: { Policy: topicPolicy } }));
    const behind = await createQueue(aws.sqs(), openPolicy);
    await aws.sns().send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: behind.QueueArn }));
    const { $metadata } = await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*'] }],
          TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectRemoved:*'] }],
        },
      }),
    );
    const event = {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: expect.stringMatching(/Z$/),
      Bucket,
      RequestId: $metadata.requestId,
      HostId: expect.stringMatching(/./),
    };
    const [direct = ''] = await drain(aws.sqs(), QueueUrl);
    expect(JSON.parse(direct)).toEqual(event);
    await aws.idle();
    const [told = ''] = await drain(aws.sqs(), behind.QueueUrl);
    expect(JSON.parse(told)).toMatchObject({ Type: 'Notification', Subject: 'Amazon S3 Notification' });
    expect(JSON.parse(JSON.parse(told).Message)).toEqual(event);
  });

  it('refuses destinations that are not there or keep S3 out, each with its reason, and keeps what was', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const absent = `arn:aws:sqs:us-east-1:${ACCOUNT}:absent`;
    const noTopic = `arn:aws:sns:us-east-1:${ACCOUNT}:absent`;
    const { QueueArn } = await createQueue(aws.sqs(), queuePolicy('another-bucket'));
    const wrong = {
      TopicConfigurations: [{ TopicArn: noTopic, Events: ['s3:ObjectRemoved:*' as const] }],
      QueueConfigurations: [
        { QueueArn: absent, Events: ['s3:ObjectCreated:*' as const] },
        { QueueArn, Events: ['s3:ObjectTagging:*' as const] },
      ],
    };
    const refused = await s3
      .send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: wrong }))
      .catch((error) => error);
    expect(refused).toMatchObject({
      name: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
      $metadata: { httpStatusCode: 400 },
      ArgumentName1: noTopic,
      ArgumentValue1: 'The destination topic does not exist',
      ArgumentName2: absent,
      ArgumentValue2: 'The destination queue does not exist',
      ArgumentName3: QueueArn,
      ArgumentValue3:
        'Permissions on the destination queue do not allow S3 to publish notifications from this bucket',
    });
    const kept = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(kept).toMatchObject({ $metadata: {} });
    expect(kept.QueueConfigurations).toBeUndefined();
  });

  it('refuses a destination of another region, and two that would both be told', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const put = (...queues: { QueueArn?: string; Events: 's3:ObjectCreated:*'[]; prefix?: string }[]) =>
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket,
          SkipDestinationValidation: true,
          NotificationConfiguration: {
            QueueConfigurations: queues.map(({ QueueArn, Events, prefix }) => ({
              QueueArn: QueueArn ?? `arn:aws:sqs:us-east-1:${ACCOUNT}:q`,
              Events,
              ...(prefix && {
                Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value: prefix }] } },
              }),
            })),
          },
        }),
      );
    const Events = ['s3:ObjectCreated:*' as const];
    await expect(put({ Events, QueueArn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:q` })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The notification destination service region is not valid for the bucket location constraint',
    });
    await expect(put({ Events }, { Events })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
    });
    await expect(put({ Events, prefix: 'in/' }, { Events, prefix: 'in/mail' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: expect.stringMatching(/^Configuration is ambiguously defined/),
    });
    await put({ Events, prefix: 'in/' }, { Events, prefix: 'out/' });
  });

  it('refuses an ARN that is none', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket,
          NotificationConfiguration: {
            TopicConfigurations: [{ TopicArn: 'topic', Events: ['s3:ObjectCreated:*'] }],
          },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The ARN could not be parsed',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses an event that is none', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket,
          NotificationConfiguration: {
            TopicConfigurations: [
              {
                TopicArn: 'arn:aws:sns:us-east-1:000000000000:t',
                Events: ['s3:Nothing' as 's3:ObjectCreated:*'],
              },
            ],
          },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'MalformedXML',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a filter rule that lacks its name or its value', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    for (const rule of [{}, { Name: 'prefix' as const }, { Value: 'a' }]) {
      const TopicConfigurations = [
        {
          TopicArn: 'arn:aws:sns:us-east-1:000000000000:t',
          Events: ['s3:ObjectCreated:*' as const],
          Filter: { Key: { FilterRules: [rule] } },
        },
      ];
      await expect(
        s3.send(
          new PutBucketNotificationConfigurationCommand({
            Bucket,
            NotificationConfiguration: { TopicConfigurations },
          }),
        ),
      ).rejects.toMatchObject({ name: 'MalformedXML' });
    }
  });

  it('refuses a filter by something else', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket,
          NotificationConfiguration: {
            TopicConfigurations: [
              {
                TopicArn: 'arn:aws:sns:us-east-1:000000000000:t',
                Events: ['s3:ObjectCreated:*'],
                Filter: { Key: { FilterRules: [{ Name: 'size' as 'prefix', Value: '1' }] } },
              },
            ],
          },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'filter rule name must be either prefix or suffix',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('tells a bucket that is not there, and refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(
      aws.s3().send(
        new PutBucketNotificationConfigurationCommand({
          Bucket: 'none',
          NotificationConfiguration: document,
        }),
      ),
    ).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
    await expect(
      aws
        .s3({ account: '999999999999' })
        .send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: document })),
    ).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });
});
