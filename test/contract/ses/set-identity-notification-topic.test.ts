// SetIdentityNotificationTopic through the SDK.
import {
  SetIdentityNotificationTopicCommand,
  type SetIdentityNotificationTopicCommandInput,
} from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { identitySuite } from './identity.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:feedback';

const on = identitySuite();

describe('SetIdentityNotificationTopic', () => {
  const set = (input: Partial<SetIdentityNotificationTopicCommandInput>) =>
    on.aws.ses().send(
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
    expect(await on.attributes()).toMatchObject({ BounceTopic: TOPIC, DeliveryTopic: `${TOPIC}-2` });
  });

  it('without a topic, forgets it', async () => {
    await set({ SnsTopic: TOPIC });
    await set({});
    expect(await on.attributes()).not.toHaveProperty('BounceTopic');
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
