// SES's table of operations.
import { cloneReceiptRuleSet } from './operations/clone-receipt-rule-set.ts';
import { createReceiptFilter } from './operations/create-receipt-filter.ts';
import { createReceiptRule } from './operations/create-receipt-rule.ts';
import { createReceiptRuleSet } from './operations/create-receipt-rule-set.ts';
import { deleteIdentity } from './operations/delete-identity.ts';
import { deleteIdentityPolicy } from './operations/delete-identity-policy.ts';
import { deleteReceiptFilter } from './operations/delete-receipt-filter.ts';
import { deleteReceiptRule } from './operations/delete-receipt-rule.ts';
import { deleteReceiptRuleSet } from './operations/delete-receipt-rule-set.ts';
import { deleteVerifiedEmailAddress } from './operations/delete-verified-email-address.ts';
import { describeActiveReceiptRuleSet } from './operations/describe-active-receipt-rule-set.ts';
import { describeReceiptRule } from './operations/describe-receipt-rule.ts';
import { describeReceiptRuleSet } from './operations/describe-receipt-rule-set.ts';
import { getAccountSendingEnabled } from './operations/get-account-sending-enabled.ts';
import { getIdentityDkimAttributes } from './operations/get-identity-dkim-attributes.ts';
import { getIdentityMailFromDomainAttributes } from './operations/get-identity-mail-from-domain-attributes.ts';
import { getIdentityNotificationAttributes } from './operations/get-identity-notification-attributes.ts';
import { getIdentityPolicies } from './operations/get-identity-policies.ts';
import { getIdentityVerificationAttributes } from './operations/get-identity-verification-attributes.ts';
import { getSendQuota } from './operations/get-send-quota.ts';
import { getSendStatistics } from './operations/get-send-statistics.ts';
import { listIdentities } from './operations/list-identities.ts';
import { listIdentityPolicies } from './operations/list-identity-policies.ts';
import { listReceiptFilters } from './operations/list-receipt-filters.ts';
import { listReceiptRuleSets } from './operations/list-receipt-rule-sets.ts';
import { listVerifiedEmailAddresses } from './operations/list-verified-email-addresses.ts';
import { putIdentityPolicy } from './operations/put-identity-policy.ts';
import { reorderReceiptRuleSet } from './operations/reorder-receipt-rule-set.ts';
import { sendBounce } from './operations/send-bounce.ts';
import { sendEmail } from './operations/send-email.ts';
import { sendRawEmail } from './operations/send-raw-email.ts';
import { setActiveReceiptRuleSet } from './operations/set-active-receipt-rule-set.ts';
import { setIdentityDkimEnabled } from './operations/set-identity-dkim-enabled.ts';
import { setIdentityFeedbackForwardingEnabled } from './operations/set-identity-feedback-forwarding-enabled.ts';
import { setIdentityHeadersInNotificationsEnabled } from './operations/set-identity-headers-in-notifications-enabled.ts';
import { setIdentityMailFromDomain } from './operations/set-identity-mail-from-domain.ts';
import { setIdentityNotificationTopic } from './operations/set-identity-notification-topic.ts';
import { setReceiptRulePosition } from './operations/set-receipt-rule-position.ts';
import { updateReceiptRule } from './operations/update-receipt-rule.ts';
import { verifyDomainDkim } from './operations/verify-domain-dkim.ts';
import { verifyDomainIdentity } from './operations/verify-domain-identity.ts';
import { verifyEmailAddress } from './operations/verify-email-address.ts';
import { verifyEmailIdentity } from './operations/verify-email-identity.ts';

export const operations = {
  CloneReceiptRuleSet: cloneReceiptRuleSet,
  CreateReceiptFilter: createReceiptFilter,
  CreateReceiptRule: createReceiptRule,
  CreateReceiptRuleSet: createReceiptRuleSet,
  DeleteIdentity: deleteIdentity,
  DeleteIdentityPolicy: deleteIdentityPolicy,
  DeleteReceiptFilter: deleteReceiptFilter,
  DeleteReceiptRule: deleteReceiptRule,
  DeleteReceiptRuleSet: deleteReceiptRuleSet,
  DeleteVerifiedEmailAddress: deleteVerifiedEmailAddress,
  DescribeActiveReceiptRuleSet: describeActiveReceiptRuleSet,
  DescribeReceiptRule: describeReceiptRule,
  DescribeReceiptRuleSet: describeReceiptRuleSet,
  GetAccountSendingEnabled: getAccountSendingEnabled,
  GetIdentityDkimAttributes: getIdentityDkimAttributes,
  GetIdentityMailFromDomainAttributes: getIdentityMailFromDomainAttributes,
  GetIdentityNotificationAttributes: getIdentityNotificationAttributes,
  GetIdentityPolicies: getIdentityPolicies,
  GetIdentityVerificationAttributes: getIdentityVerificationAttributes,
  GetSendQuota: getSendQuota,
  GetSendStatistics: getSendStatistics,
  ListIdentities: listIdentities,
  ListIdentityPolicies: listIdentityPolicies,
  ListReceiptFilters: listReceiptFilters,
  ListReceiptRuleSets: listReceiptRuleSets,
  ListVerifiedEmailAddresses: listVerifiedEmailAddresses,
  PutIdentityPolicy: putIdentityPolicy,
  ReorderReceiptRuleSet: reorderReceiptRuleSet,
  SendBounce: sendBounce,
  SendEmail: sendEmail,
  SendRawEmail: sendRawEmail,
  SetActiveReceiptRuleSet: setActiveReceiptRuleSet,
  SetIdentityDkimEnabled: setIdentityDkimEnabled,
  SetIdentityFeedbackForwardingEnabled: setIdentityFeedbackForwardingEnabled,
  SetIdentityHeadersInNotificationsEnabled: setIdentityHeadersInNotificationsEnabled,
  SetIdentityMailFromDomain: setIdentityMailFromDomain,
  SetIdentityNotificationTopic: setIdentityNotificationTopic,
  SetReceiptRulePosition: setReceiptRulePosition,
  UpdateReceiptRule: updateReceiptRule,
  VerifyDomainDkim: verifyDomainDkim,
  VerifyDomainIdentity: verifyDomainIdentity,
  VerifyEmailAddress: verifyEmailAddress,
  VerifyEmailIdentity: verifyEmailIdentity,
} as const;
