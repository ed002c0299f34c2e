// GetEmailIdentity: all that is known of an identity, whichever API made it.
import { boolean, label, map, required, string, structure } from '../../../../core/shape.ts';
import { readAttributes } from '../../identity-attributes.ts';
import { noSuchIdentity } from '../errors.ts';
import {
  dkimAttributes,
  dkimOf,
  identityType,
  isVerified,
  mailFromOf,
  onIdentity,
  statusOf,
  tags,
  typeOf,
  verificationStatus,
} from '../identity-shapes.ts';
import { sesV2Operation } from '../operation.ts';
import { tagsOf } from '../tagged.ts';

export const getEmailIdentity = sesV2Operation({
  name: 'GetEmailIdentity',
  http: { method: 'GET', uri: '/v2/email/identities/{EmailIdentity}' },
  input: structure({ EmailIdentity: label('EmailIdentity', required(string({ min: 1 }))) }),
  output: structure({
    IdentityType: identityType,
    FeedbackForwardingStatus: boolean(),
    VerifiedForSendingStatus: boolean(),
    DkimAttributes: dkimAttributes,
    MailFromAttributes: structure({
      MailFromDomain: string(),
      MailFromDomainStatus: string(),
      BehaviorOnMxFailure: string(),
    }),
    Policies: map(string(), string()),
    Tags: tags,
    VerificationStatus: verificationStatus,
    VerificationInfo: structure({}),
  }),
  access: ({ input, call }) => onIdentity('GetEmailIdentity', input.EmailIdentity, call),
  run({ input: { EmailIdentity }, call, deps: { identities, policies } }) {
    const identity = identities.find(call, EmailIdentity);
    if (!identity) throw noSuchIdentity(EmailIdentity);
    const { forwarding = true } = readAttributes(identity.attributes);
    return {
      IdentityType: typeOf(identity),
      FeedbackForwardingStatus: forwarding,
      VerifiedForSendingStatus: isVerified(identity),
      DkimAttributes: dkimOf(identity),
      MailFromAttributes: mailFromOf(identity),
      Policies: Object.fromEntries(policies.list(call, identity.identity)),
      Tags: tagsOf(identity),
      VerificationStatus: statusOf(identity),
      VerificationInfo: {},
    };
  },
});
