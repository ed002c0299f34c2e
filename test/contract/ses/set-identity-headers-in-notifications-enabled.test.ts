// SetIdentityHeadersInNotificationsEnabled through the SDK.
import { SetIdentityHeadersInNotificationsEnabledCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { identitySuite } from './identity.ts';

const on = identitySuite();

describe('SetIdentityHeadersInNotificationsEnabled', () => {
  const set = (Enabled: boolean, Identity = 'example.com') =>
    on.aws.ses().send(
      new SetIdentityHeadersInNotificationsEnabledCommand({
        Identity,
        NotificationType: 'Complaint',
        Enabled,
      }),
    );

  it('turns one type on and off, however often', async () => {
    for (const Enabled of [true, true, false, false]) {
      await set(Enabled);
      expect(await on.attributes()).toMatchObject({
        HeadersInBounceNotificationsEnabled: false,
        HeadersInComplaintNotificationsEnabled: Enabled,
      });
    }
  });

  it('refuses an identity that does not stand', async () => {
    await expect(set(true, 'nobody.com')).rejects.toMatchObject({
      message: 'Identity nobody.com is invalid. It must be a verified email address or domain.',
    });
  });
});
