// SESv2: the same identities, rules and outbox under rest-json.
//
// Gaps: configuration sets, templates, contact lists, the suppression list, dedicated IPs; identities' MAIL FROM,
// feedback and policies stand at their defaults.
import type { Service } from '../../../core/operation.ts';
import type { SesDeps } from '../operation.ts';
import { sesV2Errors } from './errors.ts';
import { createEmailIdentity } from './operations/create-email-identity.ts';
import { deleteEmailIdentity } from './operations/delete-email-identity.ts';
import { getAccount } from './operations/get-account.ts';
import { getEmailIdentity } from './operations/get-email-identity.ts';
import { listEmailIdentities } from './operations/list-email-identities.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { sendEmail } from './operations/send-email.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';

export const operations = {
  CreateEmailIdentity: createEmailIdentity,
  DeleteEmailIdentity: deleteEmailIdentity,
  GetAccount: getAccount,
  GetEmailIdentity: getEmailIdentity,
  ListEmailIdentities: listEmailIdentities,
  ListTagsForResource: listTagsForResource,
  SendEmail: sendEmail,
  TagResource: tagResource,
  UntagResource: untagResource,
} as const;

/** A mail of 40 MB in base64. */
const LARGEST_BODY = 64 * 1024 * 1024;

export const createSesV2 = (deps: SesDeps): Service<SesDeps> => ({
  name: 'sesv2',
  // Clients sign as they do for v1; the path tells the two apart.
  signingNames: ['ses', 'email'],
  eventSource: 'ses.amazonaws.com',
  protocol: { kind: 'rest-json', root: '/v2/email/' },
  largestBody: LARGEST_BODY,
  deps,
  operations,
  errors: sesV2Errors,
});
