import { AddPermissionCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { nobodies, somebodies } from '../../support/principals.ts';
import { ACCOUNT } from '../../support/server.ts';
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

const invalidPolicy = {
  ...refusal('InvalidAttributeValue'),
  message: 'Invalid value for the parameter Policy.',
};

test('a policy is refused that names a principal who is not there', async () => {
  const url = await story.queue('guarded');
  for (const AWS of await nobodies(story.server)) {
    await expect(story.allow(url, { AWS }, 'sqs:SendMessage'), AWS).rejects.toMatchObject(invalidPolicy);
  }
});

test('a policy may name whoever is there, and anybody of other accounts', async () => {
  const url = await story.queue('guarded');
  for (const AWS of await somebodies(story.server)) {
    await story.allow(url, { AWS }, 'sqs:SendMessage');
    expect((await story.attributes(url)).Policy, AWS).toContain(AWS);
  }
});

const tooMuch = (message: string) => ({ ...refusal('OverLimit', 403), message });

test('a policy holds 8,192 bytes, 20 statements of 7 actions, 50 principals and 10 conditions, and no more', async () => {
  const url = await story.queue('bounded');
  const Resource = await story.arn(url);
  const policy = (count: number, more: object = {}) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: Array.from({ length: count }, () => ({
        Effect: 'Allow',
        Principal: '*',
        Action: 'sqs:SendMessage',
        Resource,
        ...more,
      })),
    });
  const principals = (count: number) => ({
    Principal: { AWS: Array.from({ length: count }, (_, index) => String(100_000_000_000 + index)) },
  });
  const actions = (count: number) => ({
    Action: ['Send', 'Receive', 'Delete', 'Purge', 'Get', 'Tag', 'List', 'Set']
      .slice(0, count)
      .map((a) => `sqs:${a}`),
  });
  const conditions = (count: number) => ({
    Condition: {
      StringEquals: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`aws:PrincipalTag/${index}`, 'x']),
      ),
    },
  });
  const long = policy(1, { Sid: '' });
  const filled = (bytes: number) => long.replace('""', `"${'x'.repeat(bytes - long.length)}"`);
  for (const Policy of [
    filled(8192),
    policy(20),
    policy(1, principals(50)),
    policy(1, actions(7)),
    policy(1, conditions(10)),
  ]) {
    await set(url, { Policy });
  }
  for (const [Policy, message] of [
    [filled(8193), 'Submitted policy is over max allowed size.'],
    [policy(21), '21 statements were found in the submitted policy, max allowed is 20'],
    [
      policy(1, principals(51)),
      '51 principals were found in a statement from the submitted policy, max allowed is 50',
    ],
    [
      policy(1, actions(8)),
      '8 actions were found in a statement from the submitted policy, max allowed is 7',
    ],
    [
      policy(1, conditions(11)),
      '11 conditions were found in a statement from the submitted policy, max allowed is 10',
    ],
  ] as const) {
    await expect(set(url, { Policy }), message).rejects.toMatchObject(tooMuch(message));
  }
  await set(url, { Policy: policy(20) });
  const more = { QueueUrl: url, Label: 'more', AWSAccountIds: ['222222222222'], Actions: ['SendMessage'] };
  await expect(story.sqs.send(new AddPermissionCommand(more))).rejects.toMatchObject(
    refusal('OverLimit', 403),
  );
});

test('SSE-KMS and SSE-SQS exclude each other (recorded)', async () => {
  const url = await story.queue('sealed');
  const sse = ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled'] as const;
  expect(await story.attributes(url, [...sse])).toEqual({ SqsManagedSseEnabled: 'true' });
  await set(url, { KmsMasterKeyId: 'testKeyId', KmsDataKeyReusePeriodSeconds: '6000' });
  expect(await story.attributes(url, [...sse])).toEqual({
    KmsMasterKeyId: 'testKeyId',
    KmsDataKeyReusePeriodSeconds: '6000',
    SqsManagedSseEnabled: 'false',
  });
  await set(url, { SqsManagedSseEnabled: 'true' });
  expect(await story.attributes(url, [...sse])).toEqual({ SqsManagedSseEnabled: 'true' });
  await expect(set(url, { KmsMasterKeyId: 'testKeyId', SqsManagedSseEnabled: 'true' })).rejects.toMatchObject(
    {
      name: 'InvalidAttributeName',
      message:
        'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    },
  );
});

test("a redrive policy's count is answered as a number", async () => {
  const deadLetterTargetArn = await story.arn(await story.queue('counted-dead'));
  const url = await story.queue('counted');
  await set(url, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: '4' }) });
  const { RedrivePolicy = '' } = await story.attributes(url);
  expect(JSON.parse(RedrivePolicy)).toEqual({ deadLetterTargetArn, maxReceiveCount: 4 });
  const asWritten = `{ "maxReceiveCount": 4, "deadLetterTargetArn": "${deadLetterTargetArn}" }`;
  await set(url, { RedrivePolicy: asWritten });
  expect((await story.attributes(url)).RedrivePolicy).toBe(asWritten);
});

test.each([
  ['denyAll', () => [], false],
  ['byQueue', (arn: string) => [arn], true],
  ['byQueue', () => [`arn:aws:sqs:us-east-1:${ACCOUNT}:another`], false],
  ['allowAll', () => [], true],
])(
  'RedriveAllowPolicy %s decides which queues may redrive here',
  async (redrivePermission, sources, admitted) => {
    const dead = await story.queue(`guarded-${redrivePermission}-${admitted}`);
    const url = await story.queue(`source-${redrivePermission}-${admitted}`);
    const sourceQueueArns = sources(await story.arn(url));
    const allow = { redrivePermission, ...(sourceQueueArns.length > 0 && { sourceQueueArns }) };
    await set(dead, { RedriveAllowPolicy: JSON.stringify(allow) });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: await story.arn(dead), maxReceiveCount: 1 });
    const setting = set(url, { RedrivePolicy });
    if (admitted) await expect(setting).resolves.toBeDefined();
    else await expect(setting).rejects.toMatchObject(refusal('InvalidParameterValue'));
  },
);

test.each([
  ['x'],
  ['{}'],
  ['{"redrivePermission":"some"}'],
  ['{"redrivePermission":"byQueue"}'],
  ['{"redrivePermission":"byQueue","sourceQueueArns":["x"]}'],
  ['{"redrivePermission":"denyAll","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:a"]}'],
])('the redrive allow policy %s is refused', async (RedriveAllowPolicy) => {
  const url = await story.queue('strict-allow');
  await expect(set(url, { RedriveAllowPolicy })).rejects.toMatchObject(refusal('InvalidParameterValue'));
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
