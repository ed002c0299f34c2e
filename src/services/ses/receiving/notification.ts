// What SES tells topics and functions about a message (facts/ses-receiving.md §2; DOC notifications-contents).
import { type ActionType, actionTypes, type ReceiptAction } from '../shapes.ts';
import type { Mail, Step } from './mail.ts';
import { shownHeaders } from './shown-headers.ts';
import type { Verdict } from './verdicts.ts';

/** `mail` and `receipt`, shared by the notification and the Lambda event. */
function reportOf(mail: Mail, step: Step, now: number, action: object) {
  const { document, id, received } = mail;
  const { verdicts } = document;
  const { headers, headersTruncated, commonHeaders } = shownHeaders(document);
  return {
    mail: {
      timestamp: new Date(received).toISOString(),
      source: document.envelope.from,
      messageId: id,
      destination: [...(commonHeaders.to ?? []), ...(commonHeaders.cc ?? [])],
      headersTruncated,
      headers,
      commonHeaders,
    },
    receipt: {
      timestamp: new Date(received).toISOString(),
      processingTimeMillis: Math.max(0, now - received),
      recipients: step.recipients,
      spamVerdict: status(verdicts.spam),
      virusVerdict: status(verdicts.virus),
      spfVerdict: status(verdicts.spf.verdict),
      dkimVerdict: status(verdicts.dkimVerdict),
      dmarcVerdict: status(verdicts.dmarcVerdict),
      ...(verdicts.dmarcPolicy !== undefined && { dmarcPolicy: verdicts.dmarcPolicy }),
      action,
    },
  };
}

const status = (verdict: Verdict) => ({ status: verdict });

export const notificationOf = (mail: Mail, step: Step, now: number, action: object) => ({
  notificationType: 'Received',
  ...reportOf(mail, step, now, action),
});

export const lambdaEventOf = (mail: Mail, step: Step, now: number, action: object) => ({
  Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: reportOf(mail, step, now, action) }],
});

const NAMES: Record<ActionType, string> = {
  S3Action: 'S3',
  SNSAction: 'SNS',
  BounceAction: 'Bounce',
  LambdaAction: 'Lambda',
  StopAction: 'Stop',
  WorkmailAction: 'WorkMail',
  AddHeaderAction: 'AddHeader',
  ConnectAction: 'Connect',
};

/** `S3`, `WorkMail`: AWS's short names. */
export const actionName = (action: ReceiptAction): string => NAMES[actionTypes(action)[0] ?? 'StopAction'];

/** The `action` member; SNS's encodings are spelled otherwise here than in the rule. */
export function describeAction(action: ReceiptAction, objectKey?: string): object {
  const type = actionName(action);
  if (action.S3Action) {
    const { TopicArn, BucketName, ObjectKeyPrefix } = action.S3Action;
    return {
      type,
      ...topic(TopicArn),
      bucketName: BucketName,
      objectKeyPrefix: ObjectKeyPrefix ?? '',
      objectKey,
    };
  }
  if (action.SNSAction) {
    const { TopicArn, Encoding } = action.SNSAction;
    return { type, ...topic(TopicArn), encoding: Encoding === 'Base64' ? 'BASE64' : 'UTF8' };
  }
  if (action.BounceAction) {
    const { TopicArn, SmtpReplyCode, StatusCode, Message, Sender } = action.BounceAction;
    return {
      type,
      ...topic(TopicArn),
      smtpReplyCode: SmtpReplyCode,
      ...(StatusCode !== undefined && { statusCode: StatusCode }),
      message: Message,
      sender: Sender,
    };
  }
  if (action.LambdaAction) {
    const { TopicArn, FunctionArn, InvocationType } = action.LambdaAction;
    return { type, ...topic(TopicArn), functionArn: FunctionArn, invocationType: InvocationType ?? 'Event' };
  }
  if (action.WorkmailAction) {
    const { TopicArn, OrganizationArn } = action.WorkmailAction;
    return { type, ...topic(TopicArn), organizationArn: OrganizationArn };
  }
  return { type, ...topic(action.StopAction?.TopicArn) };
}

const topic = (topicArn: string | undefined) => (topicArn === undefined ? {} : { topicArn });
