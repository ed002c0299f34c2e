// How events reach their destinations: once the write is sure, again when that fails in passing, after a restart too.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  PutBucketNotificationConfigurationCommand,
  type PutBucketNotificationConfigurationCommandInput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { fetch } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpEndpoint, listenHttp } from '../../support/http-endpoint.ts';
import { freshBucket } from '../../support/s3.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { signedFetch } from '../../support/signed-fetch.ts';
import { createQueue, drain, listenTo, queuePolicy } from './notification-support.ts';

const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:thumbnails`;
let endpoint: HttpEndpoint;
beforeEach(async () => {
  endpoint = await listenHttp();
});
afterEach(() => endpoint.close());

const register = (aws: TestServer, url: string) =>
  fetch(`${aws.url}/_waxseal/functions`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ [FUNCTION]: url }),
  });

type Configuration = NonNullable<PutBucketNotificationConfigurationCommandInput['NotificationConfiguration']>;
const configure = (s3: S3Client, Bucket: string, NotificationConfiguration: Configuration) =>
  s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));

async function functionHears(aws: TestServer) {
  const s3 = aws.s3();
  const Bucket = await freshBucket(s3);
  await register(aws, endpoint.url);
  await configure(s3, Bucket, {
    LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectCreated:*'] }],
  });
  return { s3, Bucket };
}
const keysPosted = () => endpoint.posted.map(({ body }) => JSON.parse(body).Records[0].s3.object.key);

describe('delivery of S3 events', () => {
  it('hands the trace of a request on to a queue, and nothing that is none', async () => {
    await using aws = await startTestServer();
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { QueueUrl } = await listenTo(aws, s3, Bucket, ['s3:ObjectCreated:*']);
    const put = (Key: string, trace: string) =>
      signedFetch(aws, 'PUT', `/${Bucket}/${Key}`, { body: 'x', headers: { 'x-amzn-trace-id': trace } });
    const trace = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';
    await put('traced', trace);
    await put('untraced', 'nothing of X-Ray');
    await aws.idle();
    const { Messages = [] } = await aws.sqs().send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['AWSTraceHeader'],
      }),
    );
    const traces = Messages.map(({ Body = '', Attributes }) => [
      JSON.parse(Body).Records[0].s3.object.key,
      Attributes?.AWSTraceHeader,
    ]);
    expect(new Map(traces as [string, string][])).toEqual(
      new Map([
        ['traced', trace],
        ['untraced', undefined],
      ]),
    );
  });

  it("invokes a function's endpoint, again after a failure, on the clock", async () => {
    await using aws = await startTestServer();
    const { s3, Bucket } = await functionHears(aws);
    endpoint.answer(503);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    await aws.idle();
    expect(endpoint.posted).toHaveLength(1);
    expect(endpoint.posted[0]?.headers).toMatchObject({ 'x-amz-invocation-type': 'Event' });
    // A later one passes it.
    endpoint.answer(200);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'x' }));
    await aws.idle();
    aws.clock.advance(1_000);
    await aws.idle();
    expect(keysPosted()).toEqual(['a', 'b', 'a']);
    aws.clock.advance(1_000_000);
    await aws.idle();
    expect(endpoint.posted).toHaveLength(3);
  });

  it('outlives the process', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'waxseal-events-'));
    const before = await startTestServer({ dataDir });
    const { s3, Bucket } = await functionHears(before);
    endpoint.answer(503);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    await before.idle();
    await before.close();
    expect(endpoint.posted).toHaveLength(1);

    endpoint.answer(200);
    const after = await startTestServer({ dataDir });
    await register(after, endpoint.url);
    after.clock.advance(2_000);
    await after.idle();
    expect(keysPosted()).toEqual(['a', 'a']);
    await after.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('lets a server close under an endpoint that does not answer', async () => {
    const aws = await startTestServer();
    const { s3, Bucket } = await functionHears(aws);
    const silent = createServer();
    const called = new Promise<void>((resolve) => silent.once('request', () => resolve()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await register(aws, `http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    await called;
    await expect(aws.close()).resolves.toBeUndefined();
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('tells nobody of a write that was refused', async () => {
    await using aws = await startTestServer();
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { heard } = await listenTo(aws, s3, Bucket, ['s3:ObjectCreated:*']);
    const put = () => s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', IfNoneMatch: '*' }));
    const outcomes = await Promise.allSettled([put(), put(), put()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await heard()).toHaveLength(1);
  });

  it('reaches a queue through a topic, and stops where the policy no longer lets S3 in', async () => {
    await using aws = await startTestServer();
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const allow = (Service: string, Action: string, Condition = {}) =>
      JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: { Service }, Action, Resource: '*', Condition }],
      });
    const Policy = allow('s3.amazonaws.com', 'sns:Publish', {
      ArnLike: { 'aws:SourceArn': `arn:aws:s3:*:*:${Bucket}` },
    });
    const topic = await aws.sns().send(new CreateTopicCommand({ Name: 'events', Attributes: { Policy } }));
    const TopicArn = topic.TopicArn ?? '';
    const behind = await createQueue(aws.sqs(), allow('sns.amazonaws.com', 'sqs:SendMessage'));
    await aws.sns().send(
      new SubscribeCommand({
        ...{ TopicArn, Protocol: 'sqs', Endpoint: behind.QueueArn },
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
    const direct = await createQueue(aws.sqs(), queuePolicy(Bucket));
    await configure(s3, Bucket, {
      TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectCreated:Put'] }],
      QueueConfigurations: [{ QueueArn: direct.QueueArn, Events: ['s3:ObjectRemoved:*'] }],
      EventBridgeConfiguration: {},
    });
    await aws.idle();
    for (const { QueueUrl } of [behind, direct]) await drain(aws.sqs(), QueueUrl);

    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    await aws.idle();
    const [told = ''] = await drain(aws.sqs(), behind.QueueUrl);
    expect(JSON.parse(told).Records[0]).toMatchObject({ eventName: 'ObjectCreated:Put' });
    expect(await drain(aws.sqs(), direct.QueueUrl)).toEqual([]);

    await configure(s3, Bucket, {
      QueueConfigurations: [{ QueueArn: direct.QueueArn, Events: ['s3:ObjectCreated:*'] }],
    });
    await drain(aws.sqs(), direct.QueueUrl);
    const shut = { QueueUrl: direct.QueueUrl, Attributes: { Policy: queuePolicy('another-bucket') } };
    await aws.sqs().send(new SetQueueAttributesCommand(shut));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'x' }));
    await aws.idle();
    expect(await drain(aws.sqs(), direct.QueueUrl)).toEqual([]);
  });
});
