// What is too long for an event, or for the log of decisions, is told by its size: nothing keeps the megabytes that a
// service has refused.
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, lookUp, useServer } from './trails.ts';

const server = useServer();
beforeEach(() => server.aws.reset());

const LONG = 'x'.repeat(300_000);
const omitted = { reason: 'requestParameters too large', omitted: true, originalSize: expect.any(Number) };

describe('an event', () => {
  it('of parameters beyond 100 KB tells their size, and of a long message its first 1 KB', async () => {
    const create = new CreateKeyCommand({ Description: LONG });
    await expect(server.aws.kms().send(create)).rejects.toThrow('x'.repeat(2_000));
    const [event] = await lookUp(server.cloudtrail);
    expect(event).toMatchObject({
      eventName: 'CreateKey',
      errorCode: 'ValidationException',
      requestParameters: omitted,
    });
    expect(event?.errorMessage).toMatch(/^1 validation error detected: Value 'xxx/);
    expect(event?.errorMessage?.length).toBe(1024);
  });

  it('names the resource all the same', async () => {
    const Bucket = 'long-policy';
    await server.aws.s3().send(new CreateBucketCommand({ Bucket }));
    const put = new PutBucketPolicyCommand({ Bucket, Policy: LONG });
    await expect(server.aws.s3().send(put)).rejects.toMatchObject({ name: 'PolicyTooLarge' });
    const [event] = await lookUp(server.cloudtrail);
    expect(event).toMatchObject({
      eventName: 'PutBucketPolicy',
      requestParameters: omitted,
      resources: [{ ARN: `arn:aws:s3:::${Bucket}`, accountId: ACCOUNT }],
    });
  });

  it('of parameters up to 100 KB has them', async () => {
    const Description = 'x'.repeat(8_192);
    await server.aws.kms().send(new CreateKeyCommand({ Description }));
    const [event] = await lookUp(server.cloudtrail);
    expect(event?.requestParameters).toMatchObject({ description: Description });
  });
});

describe('a decision', () => {
  it('on a name that nothing can have is kept without it', async () => {
    await expect(server.aws.sns().send(new CreateTopicCommand({ Name: LONG }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const response = await fetch(`${server.aws.url}/_waxseal/decisions`);
    const [decision] = (await response.json()) as { action: string; resource: string; summary: string }[];
    expect(decision).toMatchObject({
      action: 'sns:CreateTopic',
      resource: expect.stringMatching(/^arn:aws:sns:us-east-1:\d{12}:x+$/),
      summary: 'sns:CreateTopic: allowed; what was asked is too long to be explained',
    });
    expect(decision?.resource.length).toBe(1024);
  });
});
