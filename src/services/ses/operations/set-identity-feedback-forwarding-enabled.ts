// SetIdentityFeedbackForwardingEnabled: mail about bounces and complaints, unless topics are told of both.
import { boolean, empty, required, string, structure } from '../../../core/shape.ts';
import { invalidIdentity, invalidParameter } from '../errors.ts';
import { identityName } from '../identity-attributes.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const setIdentityFeedbackForwardingEnabled = sesOperation({
  name: 'SetIdentityFeedbackForwardingEnabled',
  input: structure({ Identity: required(string()), ForwardingEnabled: required(boolean()) }),
  output: empty,
  access: onEverything('SetIdentityFeedbackForwardingEnabled'),
  async run({ input: { Identity, ForwardingEnabled: forwarding }, call, deps: { identities } }) {
    await identities.changeAttributes(call, identityName(Identity), (attributes) => {
      if (!attributes) throw invalidIdentity(Identity);
      const { Bounce, Complaint } = attributes.topics ?? {};
      // MODEL states the condition; AWS's words are not known.
      if (!forwarding && !(Bounce && Complaint)) {
        throw invalidParameter(`Identity ${Identity} has no SNS topics for both bounces and complaints.`);
      }
      return { ...attributes, forwarding };
    });
    return {};
  },
});
