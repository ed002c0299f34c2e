// What SES leaves where a new rule's actions lead, to prove that it may: a message in the bucket, and to the topic
// the notification that this message would make, so that whoever listens meets every member of the real ones.
import { objectKey, SETUP_NOTIFICATION } from './object-key.ts';
import type { Mail, Step } from './receiving/mail.ts';
import { describeAction, notificationOf } from './receiving/notification.ts';
import { mailDate } from './receiving/prepended.ts';
import type { Verdicts } from './receiving/verdicts.ts';
import type { Scope } from './rule.ts';
import type { ReceiptAction } from './shapes.ts';

const RECIPIENT = 'recipient@example.com';
const SENDER = 'no-reply-aws@amazon.com';

/** Recorded twice, word for word but for its line ends (facts/ses-receiving.md §2). */
export const setupMessage = (now: number): string =>
  [
    ...setupHeader(now),
    '',
    'Hello,',
    '',
    'You received this message because you attempted to set up Amazon SES to deliver emails to this S3 bucket.',
    '',
    'Please note that the rule that you configured to deliver emails to this S3 bucket is only valid if the entire setup process is successful. For more information about',
    'setting up email-receiving rules, see the Amazon SES Developer Guide at http://docs.aws.amazon.com/ses/latest/DeveloperGuide/Welcome.html .',
    '',
    'Thank you for using Amazon SES!',
    '',
    'The Amazon SES Team',
    '',
  ].join('\r\n');

const setupHeader = (now: number): string[] => [
  `Date: ${mailDate(now)}`,
  `To: ${RECIPIENT}`,
  `From: Amazon Web Services <${SENDER}>`,
  'Subject: Amazon SES Setup Notification',
];

/**
 * The whole notification, as DOC notifications-contents has it: public consumers filter it by `mail.messageId`, and by
 * `receipt.recipients` and the key its object would have. Its verdicts are a choice.
 */
export function setupReport(scope: Scope, rule: string, action: ReceiptAction, now: number): object {
  const key = action.S3Action && objectKey(action.S3Action.ObjectKeyPrefix, SETUP_NOTIFICATION);
  const report = notificationOf(
    setupMail(scope, now),
    stepOf(rule, action),
    now,
    describeAction(action, key),
  );
  if (!action.SNSAction) return report;
  const encoding = action.SNSAction.Encoding === 'Base64' ? 'base64' : 'utf8';
  return { ...report, content: Buffer.from(setupMessage(now)).toString(encoding) };
}

const setupMail = (scope: Scope, now: number): Mail => ({
  account: scope.account,
  region: scope.region,
  id: SETUP_NOTIFICATION,
  received: now,
  document: {
    envelope: { from: SENDER, to: [RECIPIENT], remoteAddress: '127.0.0.1', helo: '', tls: false },
    ruleSet: '',
    prepended: '',
    verdicts: PASSED,
    header: setupHeader(now).join('\r\n'),
  },
  steps: [],
  content: undefined,
});

const stepOf = (rule: string, action: ReceiptAction): Step => ({
  rule,
  recipients: [RECIPIENT],
  action,
  status: 'pending',
  attempts: [],
});

const PASSED: Verdicts = {
  scanned: true,
  spam: 'PASS',
  virus: 'PASS',
  spf: { verdict: 'PASS', result: 'pass', comment: '' },
  dkimVerdict: 'PASS',
  dkim: [],
  dmarcVerdict: 'PASS',
  dmarcResult: 'pass',
};
