// Which service's calls are told how.
import type { Dialect } from '../dialect.ts';
import { iamDialect } from './iam.ts';
import { kmsDialect } from './kms.ts';
import { plainDialect, withDataEvents } from './plain.ts';
import { s3Dialect } from './s3.ts';
import { s3ControlDialect } from './s3control.ts';
import { stsDialect } from './sts.ts';

const DIALECTS: Readonly<Record<string, Dialect>> = {
  iam: iamDialect,
  kms: kmsDialect,
  s3: s3Dialect,
  s3control: s3ControlDialect,
  sts: stsDialect,
  // Messages are data, what is around them is management (SES, SNS and SQS guides, "Logging with CloudTrail").
  ses: withDataEvents(['SendEmail', 'SendRawEmail', 'SendTemplatedEmail', 'SendBulkTemplatedEmail']),
  sesv2: withDataEvents(['SendBulkEmail', 'SendCustomVerificationEmail', 'SendEmail']),
  sns: withDataEvents(['Publish', 'PublishBatch']),
  sqs: withDataEvents([
    'ChangeMessageVisibility',
    'ChangeMessageVisibilityBatch',
    'DeleteMessage',
    'DeleteMessageBatch',
    'GetQueueAttributes',
    'GetQueueUrl',
    'ListDeadLetterSourceQueues',
    'ListQueues',
    'ListQueueTags',
    'ReceiveMessage',
    'SendMessage',
    'SendMessageBatch',
  ]),
};

export const dialectOf = (service: string): Dialect => DIALECTS[service] ?? plainDialect;
