// A real server on free ports, and the AWS SDK's clients pointed at it.
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/index.ts';

export interface ClientOptions {
  readonly region?: string;
  /** Twelve digits: the caller is that account's root. */
  readonly account?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
}

export interface TestServer extends RunningServer {
  kms(options?: ClientOptions): KMSClient;
  s3(options?: ClientOptions): S3Client;
  ses(options?: ClientOptions): SESClient;
  cloudtrail(options?: ClientOptions): CloudTrailClient;
  iam(options?: ClientOptions): IAMClient;
  sts(options?: ClientOptions): STSClient;
  sns(options?: ClientOptions): SNSClient;
  sqs(options?: ClientOptions): SQSClient;
}

/** The account of `test`/`test` credentials. */
export const ACCOUNT = '000000000000';

export async function startTestServer(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer({ logLevel: 'silent', ...options });
  const clients: { destroy(): void }[] = [];
  const track = <C extends { destroy(): void }>(client: C): C => {
    clients.push(client);
    return client;
  };
  const settings = ({
    region = 'us-east-1',
    account,
    accessKeyId,
    secretAccessKey,
    sessionToken,
  }: ClientOptions) => ({
    endpoint: server.url,
    region,
    maxAttempts: 1,
    credentials: {
      accessKeyId: accessKeyId ?? account ?? 'test',
      secretAccessKey: secretAccessKey ?? 'test',
      ...(sessionToken && { sessionToken }),
    },
  });
  const close = async () => {
    for (const client of clients) client.destroy();
    await server.close();
  };
  return {
    ...server,
    kms: (given = {}) => track(new KMSClient(settings(given))),
    s3: (given = {}) => track(new S3Client({ ...settings(given), forcePathStyle: true })),
    ses: (given = {}) => track(new SESClient(settings(given))),
    cloudtrail: (given = {}) => track(new CloudTrailClient(settings(given))),
    iam: (given = {}) => track(new IAMClient(settings(given))),
    sts: (given = {}) => track(new STSClient(settings(given))),
    sns: (given = {}) => track(new SNSClient(settings(given))),
    sqs: (given = {}) => track(new SQSClient(settings(given))),
    close,
    [Symbol.asyncDispose]: close,
  };
}
