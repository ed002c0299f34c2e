// SetIdentityFeedbackForwardingEnabled through the SDK.
import {
  GetIdentityNotificationAttributesCommand,
  SetIdentityFeedbackForwardingEnabledCommand,
  SetIdentityNotificationTopicCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:feedback';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await aws.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
});
afterAll(() => aws.close());

const attributes = async (name = 'example.com') => {
  const { NotificationAttributes } = await aws
    .ses()
    .send(new GetIdentityNotificationAttributesCommand({ Identities: [name] }));
  return NotificationAttributes?.[name];
};

describe('SetIdentityFeedbackForwardingEnabled', () => {
  const set = (ForwardingEnabled: boolean, Identity = 'example.com') =>
    aws.ses().send(new SetIdentityFeedbackForwardingEnabledCommand({ Identity, ForwardingEnabled }));

  it('can be turned off only where topics hear of bounces and of complaints', async () => {
    await expect(set(false)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    for (const NotificationType of ['Bounce', 'Complaint'] as const) {
      const input = { Identity: 'example.com', NotificationType, SnsTopic: TOPIC };
      await aws.ses().send(new SetIdentityNotificationTopicCommand(input));
    }
    await set(false);
    expect(await attributes()).toMatchObject({ ForwardingEnabled: false });
    await set(true);
    expect(await attributes()).toMatchObject({ ForwardingEnabled: true });
  });

  it('refuses an identity that does not stand', async () => {
    await expect(set(true, 'nobody.com')).rejects.toMatchObject({
      message: 'Identity nobody.com is invalid. Must be a verified email address or domain.',
    });
  });
});
