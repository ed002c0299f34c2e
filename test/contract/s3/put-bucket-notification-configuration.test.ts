import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  type PutBucketNotificationConfigurationCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

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
      new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: document }),
    );
    expect($metadata.httpStatusCode).toBe(200);
    expect(await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).toMatchObject(
      document as object,
    );
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
