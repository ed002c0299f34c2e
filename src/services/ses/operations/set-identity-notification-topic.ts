// SetIdentityNotificationTopic: whom to tell of bounces, complaints or deliveries; without a topic, nobody.
import { empty, oneOf, required, string, structure } from '../../../core/shape.ts';
import { invalidIdentity } from '../errors.ts';
import { identityName, NOTIFICATION_TYPES } from '../identity-attributes.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const setIdentityNotificationTopic = sesOperation({
  name: 'SetIdentityNotificationTopic',
  input: structure({
    Identity: required(string()),
    NotificationType: required(oneOf(...NOTIFICATION_TYPES)),
    SnsTopic: string(),
  }),
  output: empty,
  access: onEverything('SetIdentityNotificationTopic'),
  async run({ input: { Identity, NotificationType, SnsTopic }, call, deps: { identities } }) {
    await identities.changeAttributes(call, identityName(Identity), (attributes) => {
      if (!attributes) throw invalidIdentity(Identity);
      const { [NotificationType]: _former, ...others } = attributes.topics ?? {};
      return { ...attributes, topics: SnsTopic ? { ...others, [NotificationType]: SnsTopic } : others };
    });
    return {};
  },
});
