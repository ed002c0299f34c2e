// GetIdentityNotificationAttributes: of the identities that stand; the others are left out.
import { boolean, list, map, required, string, structure, type TypeOf } from '../../../core/shape.ts';
import { identityName, readAttributes } from '../identity-attributes.ts';
import { onEverything, sesOperation } from '../operation.ts';

const notificationAttributes = structure({
  BounceTopic: string(),
  ComplaintTopic: string(),
  DeliveryTopic: string(),
  ForwardingEnabled: required(boolean()),
  HeadersInBounceNotificationsEnabled: boolean(),
  HeadersInComplaintNotificationsEnabled: boolean(),
  HeadersInDeliveryNotificationsEnabled: boolean(),
});

export const getIdentityNotificationAttributes = sesOperation({
  name: 'GetIdentityNotificationAttributes',
  input: structure({ Identities: required(list(string())) }),
  output: structure({ NotificationAttributes: required(map(string(), notificationAttributes)) }),
  access: onEverything('GetIdentityNotificationAttributes'),
  run({ input: { Identities }, call, deps: { identities } }) {
    const found: Record<string, TypeOf<typeof notificationAttributes>> = {};
    for (const name of Identities) {
      const identity = identities.find(call, identityName(name));
      if (!identity) continue;
      const { topics = {}, headers = [], forwarding = true } = readAttributes(identity.attributes);
      found[name] = {
        BounceTopic: topics.Bounce,
        ComplaintTopic: topics.Complaint,
        DeliveryTopic: topics.Delivery,
        ForwardingEnabled: forwarding,
        HeadersInBounceNotificationsEnabled: headers.includes('Bounce'),
        HeadersInComplaintNotificationsEnabled: headers.includes('Complaint'),
        HeadersInDeliveryNotificationsEnabled: headers.includes('Delivery'),
      };
    }
    return { NotificationAttributes: found };
  },
});
