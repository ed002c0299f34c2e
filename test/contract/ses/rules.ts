// What the receiving tests say again and again, through the SDK alone.

import { CreateBucketCommand, PutBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  CreateReceiptRuleCommand,
  CreateReceiptRuleSetCommand,
  DescribeReceiptRuleSetCommand,
  type ReceiptRule,
  type SESClient,
  SetActiveReceiptRuleSetCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { Agent, request } from 'undici';

export const createSet = (ses: SESClient, RuleSetName: string) =>
  ses.send(new CreateReceiptRuleSetCommand({ RuleSetName }));

export const createRule = (ses: SESClient, RuleSetName: string, Rule: ReceiptRule, After?: string) =>
  ses.send(new CreateReceiptRuleCommand({ RuleSetName, Rule, ...(After !== undefined && { After }) }));

/** Names in the set's order. */
export async function ruleNames(ses: SESClient, RuleSetName: string): Promise<(string | undefined)[]> {
  const { Rules } = await ses.send(new DescribeReceiptRuleSetCommand({ RuleSetName }));
  return (Rules ?? []).map(({ Name }) => Name);
}

/** A verified domain and an active, empty set. */
export async function receiveAt(ses: SESClient, domain: string, set = 'inbound'): Promise<void> {
  await ses.send(new VerifyDomainIdentityCommand({ Domain: domain }));
  await createSet(ses, set);
  await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: set }));
}

/** A bucket whose policy lets SES in, as the developer guide writes it. */
export async function createMailBucket(
  s3: S3Client,
  Bucket: string,
  account = '000000000000',
): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'AllowSESPuts',
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: `arn:aws:s3:::${Bucket}/*`,
            Condition: { StringEquals: { 'AWS:SourceAccount': account } },
          },
        ],
      }),
    }),
  );
}

/** One connection per request, so that a server under test closes at once. */
const agent = new Agent({ pipelining: 0, keepAliveTimeout: 1 });

/** A query request as nobody's SDK would write it. */
export async function query(url: string, parameters: Record<string, string>) {
  const { statusCode, body } = await request(url, {
    dispatcher: agent,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ses/aws4_request, SignedHeaders=host, Signature=00',
    },
    body: new URLSearchParams({ Version: '2010-12-01', ...parameters }).toString(),
  });
  return { status: statusCode, text: (await body.text()).replaceAll('&apos;', "'") };
}
