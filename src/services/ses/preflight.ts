// What SES tries before it keeps a rule: every place that the actions name must take what SES brings.
//
// The order within an action is the recorded one (facts/ses-receiving.md §1): header, topic, bucket,
// function, bounce. The object AMAZON_SES_SETUP_NOTIFICATION is the proof that the bucket admits SES.
import { bodyOf } from '../../core/body.ts';
import type { Call } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import * as errors from './errors.ts';
import { bareAddress, identitiesFor } from './identity.ts';
import type { IdentityStore } from './identity-store.ts';
import { objectKey, SETUP_NOTIFICATION } from './object-key.ts';
import type { SesPorts } from './ports.ts';
import { materialDescription } from './receiving/envelope.ts';
import { callFor, keyCall, serviceCall } from './receiving/service-call.ts';
import type { ReceiptRule, Scope } from './rule.ts';
import type { SesSettings } from './settings.ts';
import { setupMessage, setupReport } from './setup-notification.ts';
import {
  type ActionType,
  actionTypes,
  type BounceAction,
  type LambdaAction,
  type ReceiptAction,
  type S3Action,
} from './shapes.ts';

export interface PreflightDeps {
  readonly platform: Platform;
  readonly ports: SesPorts;
  readonly identities: IdentityStore;
  readonly settings: SesSettings;
}

/** The parts that need no other service; `preflight` does the rest. */
export function checkActions({ Actions }: ReceiptRule): void {
  const types = Actions.map(actionTypes);
  if (types.some(({ length }) => length !== 1)) {
    throw errors.invalidParameter('Exactly one action type must be specified for each ReceiptAction');
  }
  if (Actions.length > 10) throw errors.limitExceeded('actions');
  const stop = types.findIndex(([type]) => type === 'StopAction');
  if (stop >= 0 && stop < Actions.length - 1) {
    throw errors.invalidParameter('Stop action, if any, must be placed at the end of the actions list');
  }
}

export async function preflight(
  deps: PreflightDeps,
  scope: Scope,
  ruleSet: string,
  rule: ReceiptRule,
): Promise<void> {
  for (const action of rule.Actions) {
    if (action.AddHeaderAction) checkHeader(action.AddHeaderAction);
    const topicArn =
      action[actionTypes(action)[0] as Exclude<ActionType, 'AddHeaderAction' | 'ConnectAction'>]?.TopicArn;
    if (topicArn !== undefined) await checkTopic(deps, scope, ruleSet, rule, action, topicArn);
    if (action.S3Action) await checkBucket(deps, scope, ruleSet, rule, action, action.S3Action);
    if (action.LambdaAction) checkFunction(action.LambdaAction);
    if (action.BounceAction) checkBounce(deps, scope, action.BounceAction);
  }
}

/** RFC 5322's ftext; the value below 2,048 characters on one line (DOC action-add-header, words a choice). */
function checkHeader({ HeaderName, HeaderValue }: { HeaderName: string; HeaderValue: string }): void {
  if (!/^[\x21-\x39\x3B-\x7E]+$/.test(HeaderName)) {
    throw errors.invalidParameter(`Invalid header name: ${HeaderName}`);
  }
  if (HeaderValue.length >= 2048 || /[\r\n]/.test(HeaderValue)) {
    throw errors.invalidParameter(`Invalid header value: ${HeaderValue}`);
  }
}

async function checkTopic(
  { platform, ports, settings }: PreflightDeps,
  scope: Scope,
  ruleSet: string,
  rule: ReceiptRule,
  action: ReceiptAction,
  topicArn: string,
): Promise<void> {
  if (!/^arn:aws[a-zA-Z-]*:sns:[a-z0-9-]+:\d{12}:.+$/.test(topicArn)) {
    throw errors.invalidTopic(`Invalid SNS topic: ${topicArn}`, topicArn);
  }
  if (!ports.publish || settings.topics?.[topicArn] !== undefined) return;
  const call = await callOf(ports, action, serviceCall(platform, scope, ruleSet, rule.Name));
  try {
    await ports.publish(
      {
        TopicArn: topicArn,
        Subject: 'Amazon SES Setup Notification',
        Message: JSON.stringify(setupReport(scope, rule.Name, action, platform.clock.now())),
      },
      call,
    );
  } catch (error) {
    throw refuse(error, errors.invalidTopic(`Could not publish to SNS topic: ${topicArn}`, topicArn));
  }
}

async function checkBucket(
  deps: PreflightDeps,
  scope: Scope,
  ruleSet: string,
  rule: ReceiptRule,
  action: ReceiptAction,
  { BucketName, ObjectKeyPrefix, KmsKeyArn }: S3Action,
): Promise<void> {
  if (BucketName === '') throw errors.invalidParameter('Bucket name must not be empty');
  const { platform, ports } = deps;
  const call = await callOf(ports, action, serviceCall(platform, scope, ruleSet, rule.Name));
  const notification = Buffer.from(setupMessage(platform.clock.now()));
  try {
    const Key = objectKey(ObjectKeyPrefix, SETUP_NOTIFICATION);
    await ports.putObject({ Bucket: BucketName, Key, Body: bodyOf(notification) }, call);
  } catch (error) {
    const missing = error instanceof AwsError && error.code === 'NoSuchBucket';
    const message = missing ? `No such bucket: ${BucketName}` : `Could not write to bucket: ${BucketName}`;
    throw refuse(error, errors.invalidS3(message, BucketName));
  }
  if (!KmsKeyArn) return;
  const sealing = {
    kmsKeyArn: KmsKeyArn,
    messageId: SETUP_NOTIFICATION,
    rule: rule.Name,
    account: scope.account,
  };
  try {
    const { Plaintext } = await ports.generateDataKey(
      { KeyId: KmsKeyArn, KeySpec: 'AES_256', EncryptionContext: materialDescription(sealing) },
      keyCall(call, KmsKeyArn),
    );
    Plaintext?.fill(0);
  } catch (error) {
    throw refuse(error, errors.invalidS3(`Unable to use AWS KMS key: ${KmsKeyArn}`, BucketName));
  }
}

async function callOf(ports: SesPorts, action: ReceiptAction, asService: Call): Promise<Call> {
  try {
    return await callFor(ports, action, asService);
  } catch (error) {
    throw refuse(error, errors.invalidParameter('Could not assume the provided IAM role'));
  }
}

function checkFunction({ FunctionArn }: LambdaAction): void {
  if (FunctionArn === '') throw errors.invalidParameter('Lambda function ARN must not be empty');
  if (!/^arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\d{12}:function:.+$/.test(FunctionArn)) {
    throw errors.invalidFunction(`Invalid Lambda function: ${FunctionArn}`, FunctionArn);
  }
}

function checkBounce(deps: PreflightDeps, scope: Scope, action: BounceAction): void {
  const { SmtpReplyCode, Message, Sender } = action;
  if (!/^[45]\d\d$/.test(SmtpReplyCode)) {
    throw errors.invalidParameter(`Invalid SMTP reply code: ${SmtpReplyCode}`);
  }
  if (Message === '') throw errors.invalidParameter(`Invalid SMTP response message: ${Message}`);
  if (!isVerified(deps.identities, scope, Sender)) {
    throw errors.invalidParameter(`Identity is not verified: ${Sender}`);
  }
}

const isVerified = (identities: IdentityStore, scope: Scope, sender: string): boolean =>
  identitiesFor(bareAddress(sender)).some(
    (identity) => identities.find(scope, identity)?.status === 'Success',
  );

/** The other service's refusal explains this one; a bug of ours is not dressed up as a refusal. */
function refuse(error: unknown, refusal: AwsError): unknown {
  if (!(error instanceof AwsError)) return error;
  if (error.decision) refusal.decision = error.decision;
  return refusal;
}
