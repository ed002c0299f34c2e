// Shapes of the receiving operations, said once. Members stand in the order in which AWS's validator reports them.
import {
  boolean,
  list,
  oneOf,
  required,
  string,
  structure,
  type TypeOf,
  timestamp,
} from '../../core/shape.ts';
import { NAME_CHARACTERS, NAME_WHOLE } from './names.ts';

/** Judged alone and before all else; `errors.ts` finds the words. */
export const ruleSetName = string({ pattern: NAME_WHOLE });
/** Where the front door only looks at the characters (Clone, Reorder, every rule name). */
export const looseName = string({ min: 1, pattern: NAME_CHARACTERS });

const arn = string();
const roleArn = string({
  min: 20,
  max: 2048,
  pattern: 'arn:[\\w-]+:iam::[0-9]+:role(/)([!-~]+/)?([\\w+=,.@-]+)',
});

const s3Action = structure({
  TopicArn: arn,
  BucketName: required(string()),
  ObjectKeyPrefix: string(),
  KmsKeyArn: arn,
  IamRoleArn: roleArn,
});
const bounceAction = structure({
  TopicArn: arn,
  SmtpReplyCode: required(string()),
  StatusCode: string(),
  Sender: required(string()),
  Message: required(string()),
});
const workmailAction = structure({ TopicArn: arn, OrganizationArn: required(arn) });
const lambdaAction = structure({
  TopicArn: arn,
  FunctionArn: required(arn),
  InvocationType: oneOf('RequestResponse', 'Event'),
});
const stopAction = structure({ Scope: required(oneOf('RuleSet')), TopicArn: arn });
const addHeaderAction = structure({ HeaderName: required(string()), HeaderValue: required(string()) });
const snsAction = structure({ Encoding: oneOf('Base64', 'UTF-8'), TopicArn: required(arn) });
const connectAction = structure({ InstanceARN: required(arn), IAMRoleARN: required(roleArn) });

const receiptAction = structure({
  S3Action: s3Action,
  BounceAction: bounceAction,
  WorkmailAction: workmailAction,
  LambdaAction: lambdaAction,
  StopAction: stopAction,
  AddHeaderAction: addHeaderAction,
  SNSAction: snsAction,
  ConnectAction: connectAction,
});

export const receiptRule = structure({
  Name: required(looseName),
  Enabled: boolean(),
  TlsPolicy: oneOf('Optional', 'Require'),
  Recipients: list(string()),
  Actions: list(receiptAction),
  ScanEnabled: boolean(),
});

export const ruleSetMetadata = structure({ Name: string(), CreatedTimestamp: timestamp() });
export const describedRuleSet = structure({ Metadata: ruleSetMetadata, Rules: list(receiptRule) });

export const receiptFilter = structure({
  // A present name knows no front door: all its malformed forms are the service's own refusals (facts §1).
  Name: required(string()),
  IpFilter: required(structure({ Policy: required(oneOf('Allow', 'Block')), Cidr: required(string()) })),
});

export type ReceiptAction = TypeOf<typeof receiptAction>;
export type ReceiptRuleInput = TypeOf<typeof receiptRule>;
export type S3Action = TypeOf<typeof s3Action>;
export type BounceAction = TypeOf<typeof bounceAction>;
export type LambdaAction = TypeOf<typeof lambdaAction>;

export type ActionType = keyof ReceiptAction & string;

/** The one type of an action; more or fewer were refused at the door. */
export const actionTypes = (action: ReceiptAction): ActionType[] =>
  Object.entries(action)
    .filter(([, value]) => value !== undefined)
    .map(([type]) => type as ActionType);

/** Who is told of what an action did; the SNS action's topic is the action itself. */
export const topicOf = (action: ReceiptAction): string | undefined =>
  (
    action.S3Action ??
    action.BounceAction ??
    action.LambdaAction ??
    action.StopAction ??
    action.WorkmailAction
  )?.TopicArn;

/** Kept by AWS for its metrics; nothing here reads them. */
export const messageTags = list(structure({ Name: required(string()), Value: required(string()) }));

/** Who gets a mail, and what it says, is told in no event (SES guide, "Logging with CloudTrail"). */
export const hiddenText = string({ sensitive: true });
export const addresses = list(hiddenText);
export const destination = structure({
  ToAddresses: addresses,
  CcAddresses: addresses,
  BccAddresses: addresses,
});
export const mailText = structure({ Data: required(hiddenText), Charset: string() });
