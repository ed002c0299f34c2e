// SetIdentityHeadersInNotificationsEnabled: whether notifications of one type carry the headers of the mail.
import { boolean, empty, oneOf, required, string, structure } from '../../../core/shape.ts';
import { invalidParameter } from '../errors.ts';
import { identityName, NOTIFICATION_TYPES } from '../identity-attributes.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const setIdentityHeadersInNotificationsEnabled = sesOperation({
  name: 'SetIdentityHeadersInNotificationsEnabled',
  input: structure({
    Identity: required(string()),
    NotificationType: required(oneOf(...NOTIFICATION_TYPES)),
    Enabled: required(boolean()),
  }),
  output: empty,
  access: onEverything('SetIdentityHeadersInNotificationsEnabled'),
  async run({ input: { Identity, NotificationType, Enabled }, call, deps: { identities } }) {
    await identities.changeAttributes(call, identityName(Identity), (attributes) => {
      if (!attributes) {
        // Two letters more than its siblings say (probed: floci-io/floci #716).
        throw invalidParameter(
          `Identity ${Identity} is invalid. It must be a verified email address or domain.`,
        );
      }
      const others = (attributes.headers ?? []).filter((type) => type !== NotificationType);
      return { ...attributes, headers: Enabled ? [...others, NotificationType] : others };
    });
    return {};
  },
});
