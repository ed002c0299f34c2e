// The SNS action, and what a topic is told of another action.
import { describe, expect, it } from 'vitest';
import { actionSuite, RAW, TOPIC } from './action-suite.ts';

const on = actionSuite();
const { deliver, lastHeard, receive, rule } = on;

describe('SNS', () => {
  it.each(['UTF-8', 'Base64'] as const)('publishes the whole message (%s)', async (Encoding) => {
    const { id } = await receive({ SNSAction: { TopicArn: TOPIC, Encoding } });
    const { headers, body } = lastHeard();
    expect(headers['x-amz-sns-message-type']).toBe('Notification');
    const envelope = JSON.parse(body);
    expect(envelope).toMatchObject({ Type: 'Notification', TopicArn: TOPIC });
    const message = JSON.parse(envelope.Message);
    expect(message).toMatchObject({
      notificationType: 'Received',
      mail: { messageId: id },
      receipt: {
        action: { type: 'SNS', topicArn: TOPIC, encoding: Encoding === 'UTF-8' ? 'UTF8' : 'BASE64' },
      },
    });
    const content = Buffer.from(message.content, Encoding === 'UTF-8' ? 'utf8' : 'base64').toString();
    expect(content).toMatch(/^Return-Path: /);
    expect(content.endsWith(RAW.toString())).toBe(true);
  });

  it('sends more than 150 KB back to the sender, where there is one', async () => {
    const to = 'large@example.com';
    await rule('large', to, { SNSAction: { TopicArn: TOPIC } });
    const deliver = async (from: string) => {
      const { mails } = await on.aws.deliver(Buffer.alloc(150 * 1024, 'x'), { from, to: [to] });
      return mails[0]?.actions[0];
    };
    const action = await deliver('a@b.net');
    expect(action).toMatchObject({ status: 'failed', result: { reason: expect.stringContaining('153600') } });
    const sent = (await (await fetch(`${on.aws.url}/_waxseal/sent`)).json()) as { id: string; raw: string }[];
    const bounce = sent.find(({ id }) => id === action?.result?.bounceMessageId);
    const raw = Buffer.from(bounce?.raw ?? '', 'base64').toString();
    expect(raw).toContain('To: a@b.net\r\n');
    expect(raw).toContain(
      `Final-Recipient: rfc822; ${to}\r\nAction: failed\r\nStatus: 5.3.4\r\nDiagnostic-Code: smtp; 552 Message too large\r\n`,
    );
    expect(await deliver('')).toMatchObject({ status: 'failed', error: { code: 'MessageTooLarge' } });
  });

  it('tells a topic what another action did', async () => {
    const { id } = await receive({
      S3Action: { BucketName: 'mail', ObjectKeyPrefix: 'told', TopicArn: TOPIC },
    });
    const message = JSON.parse(JSON.parse(lastHeard().body).Message);
    expect(message.receipt.action).toEqual({
      type: 'S3',
      topicArn: TOPIC,
      bucketName: 'mail',
      objectKeyPrefix: 'told',
      objectKey: `told/${id}`,
    });
    expect(message.content).toBeUndefined();
  });

  it('a topic that nobody plays any more is recorded as such', async () => {
    const silent = `${TOPIC}-silent`;
    await on.playTopics(TOPIC, silent);
    const { to } = await receive({ SNSAction: { TopicArn: silent } });
    await on.playTopics(TOPIC);
    const { actions } = await deliver(to);
    expect(actions()[0]).toMatchObject({ type: 'SNS', status: 'retrying', error: { code: 'NotFound' } });
  });
});
