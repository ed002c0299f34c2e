// Mails to addresses that each have a rule of their own, and what their actions did; with an endpoint that plays the
// function and the topic which actions call.
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ReceiptAction, SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll } from 'vitest';
import { type HttpEndpoint, listenHttp } from '../../support/http-endpoint.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { createMailBucket, createRule, receiveAt } from './rules.ts';

export const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:mail`;
export const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:judge`;
export const RAW = Buffer.from(
  'From: Ann <ann@example.net>\r\nTo: list@example.com\r\nSubject: Hi\r\n\r\nbody\r\n',
);

export const header = (HeaderName: string): ReceiptAction => ({
  AddHeaderAction: { HeaderName, HeaderValue: 'yes' },
});
export const store = (ObjectKeyPrefix: string, BucketName = 'mail'): ReceiptAction => ({
  S3Action: { BucketName, ObjectKeyPrefix },
});

interface Made {
  readonly aws: TestServer;
  readonly ses: SESClient;
  readonly s3: S3Client;
  readonly endpoint: HttpEndpoint;
}

/** Call it at the top of the file; its members are there once the tests run. */
export function actionSuite() {
  let made = {} as Made;
  let rules = 0;
  const put = (path: string, endpoints: Record<string, string>) =>
    fetch(`${made.aws.url}/_waxseal/${path}`, { method: 'PUT', body: JSON.stringify(endpoints) });

  beforeAll(async () => {
    const aws = await startTestServer();
    made = { aws, ses: aws.ses(), s3: aws.s3(), endpoint: await listenHttp() };
    made.endpoint.answer(200, 'null');
    await createMailBucket(made.s3, 'mail');
    await receiveAt(made.ses, 'example.com');
    await put('functions', { [FUNCTION]: made.endpoint.at('/2015-03-31/functions/function/invocations') });
    await put('topics', { [TOPIC]: made.endpoint.at('/topic') });
  });
  afterAll(async () => {
    await made.aws.close();
    await made.endpoint.close();
  });

  const self = {
    get aws() {
      return made.aws;
    },
    get ses() {
      return made.ses;
    },
    get s3() {
      return made.s3;
    },
    get endpoint() {
      return made.endpoint;
    },
    /** Topics of the account that the endpoint plays; none but these. */
    playTopics: (...arns: string[]) =>
      put('topics', Object.fromEntries(arns.map((arn) => [arn, made.endpoint.at('/topic')]))),
    /** A rule before those that stand. */
    rule: (Name: string, to: string, ...Actions: ReceiptAction[]) =>
      createRule(made.ses, 'inbound', { Name, Enabled: true, Recipients: [to], Actions }),
    async deliver(to: string) {
      const { messageId } = await made.aws.deliver(RAW, { from: 'ann@example.net', to: [to] });
      const actions = () =>
        made.aws.receiving.mails().find((mail) => mail.messageId === messageId)?.actions ?? [];
      return { id: messageId, to, actions };
    },
    /** A rule for an address of its own, and a mail to it. */
    async receive(...actions: ReceiptAction[]) {
      rules += 1;
      const to = `u${rules}@example.com`;
      await self.rule(`rule-${rules}`, to, ...actions);
      return self.deliver(to);
    },
    async stored(Key: string, Bucket = 'mail'): Promise<string> {
      const { Body } = await made.s3.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    lastHeard() {
      const last = made.endpoint.posted.at(-1);
      if (!last) throw new Error('nobody was called');
      return last;
    },
  };
  return self;
}
