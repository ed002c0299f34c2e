import {
  GetBucketWebsiteCommand,
  PutBucketWebsiteCommand,
  type PutBucketWebsiteCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const document: PutBucketWebsiteCommandInput['WebsiteConfiguration'] = {
  IndexDocument: { Suffix: 'index.html' },
  ErrorDocument: { Key: 'error.html' },
  RoutingRules: [
    { Condition: { KeyPrefixEquals: 'a/' }, Redirect: { ReplaceKeyPrefixWith: 'b/', Protocol: 'https' } },
  ],
};

describe('PutBucketWebsite', () => {
  it('keeps the document, and Get answers it as it was', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { $metadata } = await s3.send(
      new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: document }),
    );
    expect($metadata.httpStatusCode).toBe(200);
    expect(await s3.send(new GetBucketWebsiteCommand({ Bucket }))).toMatchObject(document);
  });

  it('refuses no index document', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: { ErrorDocument: { Key: 'e' } } })),
    ).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a suffix with a slash', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'a/b' } } }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The IndexDocument Suffix is not well formed',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a redirect of all beside an index', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketWebsiteCommand({
          Bucket,
          WebsiteConfiguration: { RedirectAllRequestsTo: { HostName: 'h' }, IndexDocument: { Suffix: 'i' } },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidArgument',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses routing rules of which there are none', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketWebsiteCommand({
          Bucket,
          WebsiteConfiguration: { IndexDocument: { Suffix: 'i' }, RoutingRules: [] },
        }),
      ),
    ).rejects.toMatchObject({ name: 'MalformedXML', $metadata: { httpStatusCode: 400 } });
  });

  it('refuses two ways to replace a key', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketWebsiteCommand({
          Bucket,
          WebsiteConfiguration: {
            IndexDocument: { Suffix: 'i' },
            RoutingRules: [{ Redirect: { ReplaceKeyWith: 'a', ReplaceKeyPrefixWith: 'b' } }],
          },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'You can only define ReplaceKeyPrefix or ReplaceKey but not both.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a protocol that is none', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketWebsiteCommand({
          Bucket,
          WebsiteConfiguration: { RedirectAllRequestsTo: { HostName: 'h', Protocol: 'ftp' as 'http' } },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidRequest',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('tells a bucket that is not there, and refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(
      aws.s3().send(new PutBucketWebsiteCommand({ Bucket: 'none', WebsiteConfiguration: document })),
    ).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
    await expect(
      aws
        .s3({ account: '999999999999' })
        .send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: document })),
    ).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });
});
