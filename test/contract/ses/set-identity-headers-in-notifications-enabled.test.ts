// SetIdentityHeadersInNotificationsEnabled through the SDK.
import {
  GetIdentityNotificationAttributesCommand,
  SetIdentityHeadersInNotificationsEnabledCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

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

describe('SetIdentityHeadersInNotificationsEnabled', () => {
  const set = (Enabled: boolean, Identity = 'example.com') =>
    aws.ses().send(
      new SetIdentityHeadersInNotificationsEnabledCommand({
        Identity,
        NotificationType: 'Complaint',
        Enabled,
      }),
    );

  it('turns one type on and off, however often', async () => {
    for (const Enabled of [true, true, false, false]) {
      await set(Enabled);
      expect(await attributes()).toMatchObject({
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
