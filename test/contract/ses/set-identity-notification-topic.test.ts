// SetIdentityNotificationTopic through the SDK.
import {
  GetIdentityNotificationAttributesCommand,
  SetIdentityNotificationTopicCommand,
  type SetIdentityNotificationTopicCommandInput,
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

describe('SetIdentityNotificationTopic', () => {
  const set = (input: Partial<SetIdentityNotificationTopicCommandInput>) =>
    aws.ses().send(
      new SetIdentityNotificationTopicCommand({
        Identity: 'example.com',
        NotificationType: 'Bounce',
        ...input,
      }),
    );

  it('keeps a topic for each type of notification, by name or by ARN', async () => {
    await set({ SnsTopic: TOPIC });
    const Identity = 'arn:aws:ses:us-east-1:000000000000:identity/example.com';
    await set({ Identity, NotificationType: 'Delivery', SnsTopic: `${TOPIC}-2` });
    expect(await attributes()).toMatchObject({ BounceTopic: TOPIC, DeliveryTopic: `${TOPIC}-2` });
  });

  it('without a topic, forgets it', async () => {
    await set({ SnsTopic: TOPIC });
    await set({});
    expect(await attributes()).not.toHaveProperty('BounceTopic');
  });

  it('refuses an identity that does not stand, and a type that is none', async () => {
    await expect(set({ Identity: 'nobody.com' })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Identity nobody.com is invalid. Must be a verified email address or domain.',
    });
    await expect(set({ NotificationType: 'Open' as 'Bounce' })).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
});
