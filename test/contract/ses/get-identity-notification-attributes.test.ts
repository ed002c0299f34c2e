// GetIdentityNotificationAttributes through the SDK.
import { GetIdentityNotificationAttributesCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { identitySuite } from './identity.ts';

const on = identitySuite();

describe('GetIdentityNotificationAttributes', () => {
  it('tells what every identity begins with, and leaves strangers out', async () => {
    const Identities = ['example.com', 'nobody.com'];
    const { NotificationAttributes } = await on.aws
      .ses()
      .send(new GetIdentityNotificationAttributesCommand({ Identities }));
    expect(NotificationAttributes).toEqual({
      'example.com': {
        ForwardingEnabled: true,
        HeadersInBounceNotificationsEnabled: false,
        HeadersInComplaintNotificationsEnabled: false,
        HeadersInDeliveryNotificationsEnabled: false,
      },
    });
  });
});
