import {
  GetBucketIntelligentTieringConfigurationCommand,
  PutBucketIntelligentTieringConfigurationCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const documentOf = (Id: string) => ({
  Id,
  Status: 'Enabled' as const,
  Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' as const }],
});

describe('PutBucketIntelligentTieringConfiguration', () => {
  it('keeps a document under its id, and Get answers it', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await s3.send(
      new PutBucketIntelligentTieringConfigurationCommand({
        Bucket,
        Id: 'one',
        IntelligentTieringConfiguration: documentOf('one'),
      }),
    );
    const answer = await s3.send(new GetBucketIntelligentTieringConfigurationCommand({ Bucket, Id: 'one' }));
    expect(answer.IntelligentTieringConfiguration).toEqual(documentOf('one'));
  });

  it('refuses an id that is not the document’s, or no id at all', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    for (const [Id, inside, name] of [
      ['one', 'two', 'MalformedXML'],
      ['a b', 'a b', 'InvalidArgument'],
    ] as const) {
      await expect(
        s3.send(
          new PutBucketIntelligentTieringConfigurationCommand({
            Bucket,
            Id,
            IntelligentTieringConfiguration: documentOf(inside),
          }),
        ),
      ).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    }
  });

  it('refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    const stranger = aws.s3({ account: '999999999999' });
    await expect(
      stranger.send(
        new PutBucketIntelligentTieringConfigurationCommand({
          Bucket,
          Id: 'one',
          IntelligentTieringConfiguration: documentOf('one'),
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
