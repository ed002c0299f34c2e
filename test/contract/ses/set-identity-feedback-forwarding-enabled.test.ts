// SetIdentityFeedbackForwardingEnabled through the SDK.
import {
  SetIdentityFeedbackForwardingEnabledCommand,
  SetIdentityNotificationTopicCommand,
} from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { identitySuite } from './identity.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:feedback';

const on = identitySuite();

describe('SetIdentityFeedbackForwardingEnabled', () => {
  const set = (ForwardingEnabled: boolean, Identity = 'example.com') =>
    on.aws.ses().send(new SetIdentityFeedbackForwardingEnabledCommand({ Identity, ForwardingEnabled }));

  it('can be turned off only where topics hear of bounces and of complaints', async () => {
    await expect(set(false)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    for (const NotificationType of ['Bounce', 'Complaint'] as const) {
      const input = { Identity: 'example.com', NotificationType, SnsTopic: TOPIC };
      await on.aws.ses().send(new SetIdentityNotificationTopicCommand(input));
    }
    await set(false);
    expect(await on.attributes()).toMatchObject({ ForwardingEnabled: false });
    await set(true);
    expect(await on.attributes()).toMatchObject({ ForwardingEnabled: true });
  });

  it('refuses an identity that does not stand', async () => {
    await expect(set(true, 'nobody.com')).rejects.toMatchObject({
      message: 'Identity nobody.com is invalid. Must be a verified email address or domain.',
    });
  });
});
