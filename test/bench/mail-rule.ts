// A verified domain whose mail one rule seals into S3 under a key of its own, and a mail for it.
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateReceiptRuleCommand,
  CreateReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';

const Bucket = 'bench-mail';
const RuleSetName = 'bench';
const SES = { Service: 'ses.amazonaws.com' };

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

export async function sealEverything(url: string): Promise<void> {
  const settings = {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const ses = new SESClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const kms = new KMSClient(settings);
  await s3.send(new CreateBucketCommand({ Bucket }));
  const put = {
    Effect: 'Allow',
    Principal: SES,
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  };
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(put) }));
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Policy: policy(
        { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' },
        { Effect: 'Allow', Principal: SES, Action: 'kms:GenerateDataKey*', Resource: '*' },
      ),
    }),
  );
  await ses.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
  await ses.send(new CreateReceiptRuleSetCommand({ RuleSetName }));
  await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName }));
  const Actions = [{ S3Action: { BucketName: Bucket, KmsKeyArn: KeyMetadata?.Arn } }];
  const Rule = { Name: 'seal', Enabled: true, ScanEnabled: true, Actions };
  await ses.send(new CreateReceiptRuleCommand({ RuleSetName, Rule }));
  for (const client of [ses, s3, kms]) client.destroy();
}

/** Lines of 76 characters, as encoders write them. */
export function mailOf(octets: number): Buffer {
  const header = [
    'Received: from mail.example.net (mail.example.net [192.0.2.7]) by relay.example.net with ESMTPS id 4Bx7',
    'From: Ann Example <ann@example.net>',
    'To: Bob Example <bob@example.com>',
    'Subject: =?utf-8?q?Bericht_f=C3=BCr_M=C3=A4rz?=',
    'Date: Fri, 11 Jul 2025 13:56:07 +0000',
    'Message-ID: <9f1b7c64-0d0e-4f4c-9a1b-6b5f2f6b7d11@example.net>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    'X-Mailer: bench',
    '',
    '',
  ].join('\r\n');
  const line = `${'QUJD'.repeat(19)}\r\n`;
  return Buffer.from(header + line.repeat(Math.ceil((octets - header.length) / line.length)));
}
