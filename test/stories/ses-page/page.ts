// "How Amazon Simple Email Service (Amazon SES) uses AWS KMS", whose sentences the tests beside tell: a server that receives
// mail by three rules, one that seals nothing, one under the managed key, one under a customer's. (The page's Italian
// edition is ../shared/seeds/000_4e10703055243477.txt.)
import { CreateKeyCommand, type KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SESClient } from '@aws-sdk/client-ses';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterAll, beforeAll } from 'vitest';
import { createMailBucket, createRule, receiveAt } from '../../contract/ses/rules.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';

export const MANAGED = `arn:aws:kms:us-east-1:${ACCOUNT}:alias/aws/ses`;

/** The page's statement, for an account. */
export const pageStatement = (account: string) => ({
  Sid: 'Allow SES to encrypt messages using this KMS key',
  Effect: 'Allow',
  Principal: { Service: 'ses.amazonaws.com' },
  Action: ['kms:Encrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
  Condition: {
    Null: {
      'kms:EncryptionContext:aws:ses:rule-name': false,
      'kms:EncryptionContext:aws:ses:message-id': false,
    },
    StringEquals: { 'kms:EncryptionContext:aws:ses:source-account': account },
  },
});
export const OWNER = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};

export interface Event {
  readonly eventName: string;
  readonly userIdentity: { readonly invokedBy?: string; readonly type?: string };
  readonly requestParameters: {
    readonly encryptionContext?: Record<string, string>;
    readonly keySpec?: string;
  };
}

interface Made {
  readonly aws: TestServer;
  readonly ses: SESClient;
  readonly kms: KMSClient;
  readonly s3: S3Client;
  /** The customer's key, with the page's statement in its policy. */
  readonly keyArn: string;
}

/** Call it at the top of the file; its members are there once the tests run. */
export function sesPage() {
  let made = {} as Made;
  const setKeyPolicy = (...Statement: object[]) =>
    made.kms.send(
      new PutKeyPolicyCommand({
        KeyId: made.keyArn,
        PolicyName: 'default',
        Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
      }),
    );

  beforeAll(async () => {
    const aws = await startTestServer();
    const kms = aws.kms();
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    made = { aws, kms, ses: aws.ses(), s3: aws.s3(), keyArn: KeyMetadata?.Arn ?? '' };
    await setKeyPolicy(OWNER, pageStatement(ACCOUNT));
    await createMailBucket(made.s3, 'mail');
    await receiveAt(made.ses, 'example.com');
    const rule = (Name: string, KmsKeyArn?: string) =>
      createRule(made.ses, 'inbound', {
        Name,
        Enabled: true,
        Recipients: [`${Name}@example.com`],
        Actions: [
          { S3Action: { BucketName: 'mail', ObjectKeyPrefix: Name, ...(KmsKeyArn && { KmsKeyArn }) } },
        ],
      });
    await rule('plain');
    await rule('managed', MANAGED);
    await rule('customer', made.keyArn);
  });
  afterAll(() => made.aws.close());

  return {
    get aws() {
      return made.aws;
    },
    get ses() {
      return made.ses;
    },
    get kms() {
      return made.kms;
    },
    get s3() {
      return made.s3;
    },
    get keyArn() {
      return made.keyArn;
    },
    setKeyPolicy,
    /** Sends a mail by SMTP and answers its message id, once all that is due was done. */
    async mail(to: string, subject: string, more: SendMailOptions = {}): Promise<string> {
      const { host, port } = made.aws.smtp;
      const transport = createTransport({ host, port, ignoreTLS: true });
      const message = { from: 'ann@example.net', to, subject, text: 'Hello', ...more };
      const { response } = await transport.sendMail(message);
      transport.close();
      await made.aws.receiving.idle();
      return response.split(' ').at(-1) ?? '';
    },
    actionOf: (messageId: string) =>
      made.aws.receiving.mails().find((each) => each.messageId === messageId)?.actions[0],
    /** The calls of an operation of KMS, as CloudTrail shows them. */
    async events(operation: string): Promise<Event[]> {
      const response = await fetch(`${made.aws.url}/_waxseal/events`);
      const { events } = (await response.json()) as { events: Event[] };
      return events.filter(({ eventName }) => eventName === operation);
    },
  };
}
