// SES's table of operations.
import { cloneReceiptRuleSet } from './clone-receipt-rule-set.ts';
import { createReceiptFilter } from './create-receipt-filter.ts';
import { createReceiptRule } from './create-receipt-rule.ts';
import { createReceiptRuleSet } from './create-receipt-rule-set.ts';
import { deleteIdentity } from './delete-identity.ts';
import { deleteIdentityPolicy } from './delete-identity-policy.ts';
import { deleteReceiptFilter } from './delete-receipt-filter.ts';
import { deleteReceiptRule } from './delete-receipt-rule.ts';
import { deleteReceiptRuleSet } from './delete-receipt-rule-set.ts';
import { deleteVerifiedEmailAddress } from './delete-verified-email-address.ts';
import { describeActiveReceiptRuleSet } from './describe-active-receipt-rule-set.ts';
import { describeReceiptRule } from './describe-receipt-rule.ts';
import { describeReceiptRuleSet } from './describe-receipt-rule-set.ts';
import { getAccountSendingEnabled } from './get-account-sending-enabled.ts';
import { getIdentityDkimAttributes } from './get-identity-dkim-attributes.ts';
import { getIdentityMailFromDomainAttributes } from './get-identity-mail-from-domain-attributes.ts';
import { getIdentityNotificationAttributes } from './get-identity-notification-attributes.ts';
import { getIdentityPolicies } from './get-identity-policies.ts';
import { getIdentityVerificationAttributes } from './get-identity-verification-attributes.ts';
import { getSendQuota } from './get-send-quota.ts';
import { getSendStatistics } from './get-send-statistics.ts';
import { listIdentities } from './list-identities.ts';
import { listIdentityPolicies } from './list-identity-policies.ts';
import { listReceiptFilters } from './list-receipt-filters.ts';
import { listReceiptRuleSets } from './list-receipt-rule-sets.ts';
import { listVerifiedEmailAddresses } from './list-verified-email-addresses.ts';
import { putIdentityPolicy } from './put-identity-policy.ts';
import { reorderReceiptRuleSet } from './reorder-receipt-rule-set.ts';
import { sendBounce } from './send-bounce.ts';
import { sendEmail } from './send-email.ts';
import { sendRawEmail } from './send-raw-email.ts';
import { setActiveReceiptRuleSet } from './set-active-receipt-rule-set.ts';
import { setIdentityDkimEnabled } from './set-identity-dkim-enabled.ts';
import { setIdentityFeedbackForwardingEnabled } from './set-identity-feedback-forwarding-enabled.ts';
import { setIdentityHeadersInNotificationsEnabled } from './set-identity-headers-in-notifications-enabled.ts';
import { setIdentityMailFromDomain } from './set-identity-mail-from-domain.ts';
import { setIdentityNotificationTopic } from './set-identity-notification-topic.ts';
import { setReceiptRulePosition } from './set-receipt-rule-position.ts';
import { updateReceiptRule } from './update-receipt-rule.ts';
import { verifyDomainDkim } from './verify-domain-dkim.ts';
import { verifyDomainIdentity } from './verify-domain-identity.ts';
import { verifyEmailAddress } from './verify-email-address.ts';
import { verifyEmailIdentity } from './verify-email-identity.ts';

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
