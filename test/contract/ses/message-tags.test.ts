// Message tags, refused in the words that AWS answered (recorded: localstack, test_invalid_tags_send_email).
import { type SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
});
afterAll(() => aws.close());

const send = (Name: string, Value: string) =>
  ses.send(
    new SendEmailCommand({
      Source: 'nobody@example.com',
      Destination: { ToAddresses: ['success@example.com'] },
      Message: { Subject: { Data: 's' }, Body: { Text: { Data: 'b' } } },
      Tags: [{ Name, Value }],
    }),
  );
const NAME = "only alphanumeric ASCII characters, '_',  '-' are allowed.";
const VALUE = "only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed.";

describe('message tags', () => {
  it.each([
    ['test_invalid_name:123', 'test', `Invalid tag name <test_invalid_name:123>: ${NAME}`],
    ['test', 'test_invalid_value:123', `Invalid tag value <test_invalid_value:123>: ${VALUE}`],
    ['test_invalid_name:123', 'test_invalid_value:123', `Invalid tag name <test_invalid_name:123>: ${NAME}`],
    ['x'.repeat(256), 'test', 'Tag name cannot exceed 255 characters.'],
    ['test', 'x'.repeat(256), 'Tag value cannot exceed 255 characters.'],
    ['', 'test', 'The tag name must be specified.'],
    ['test', '', 'The tag value must be specified.'],
  ])('refuses the tag %s=%s', async (name, value, message) => {
    await expect(send(name, value)).rejects.toMatchObject({ name: 'InvalidParameterValue', message });
  });

  it('takes the names that AWS itself reads, and looks at the sender only then', async () => {
    await expect(send('ses:feedback-id-a', 'this-marketing-campaign')).rejects.toMatchObject({
      name: 'MessageRejected',
    });
    const Data = Buffer.from('From: nobody@example.com\r\nTo: a@example.com\r\n\r\n');
    const raw = new SendRawEmailCommand({ RawMessage: { Data }, Tags: [{ Name: 'a b', Value: 'x' }] });
    await expect(ses.send(raw)).rejects.toMatchObject({ message: `Invalid tag name <a b>: ${NAME}` });
  });
});
