// GetIdentityNotificationAttributes through the SDK.
import { GetIdentityNotificationAttributesCommand, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await aws.ses().send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
});
afterAll(() => aws.close());

describe('GetIdentityNotificationAttributes', () => {
  it('tells what every identity begins with, and leaves strangers out', async () => {
    const Identities = ['example.com', 'nobody.com'];
    const { NotificationAttributes } = await aws
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
