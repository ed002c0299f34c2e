import {
  GetBucketInventoryConfigurationCommand,
  PutBucketInventoryConfigurationCommand,
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
  IsEnabled: true,
  IncludedObjectVersions: 'All' as const,
  Schedule: { Frequency: 'Daily' as const },
  OptionalFields: ['Size' as const],
  Destination: {
    S3BucketDestination: {
      Bucket: 'arn:aws:s3:::reports',
      Format: 'CSV' as const,
      Encryption: { SSES3: {} },
    },
  },
});

describe('PutBucketInventoryConfiguration', () => {
  it('keeps a document under its id, and Get answers it', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await s3.send(
      new PutBucketInventoryConfigurationCommand({
        Bucket,
        Id: 'one',
        InventoryConfiguration: documentOf('one'),
      }),
    );
    const answer = await s3.send(new GetBucketInventoryConfigurationCommand({ Bucket, Id: 'one' }));
    expect(answer.InventoryConfiguration).toEqual(documentOf('one'));
  });

  it('refuses a field that inventories do not have', async () => {
    const Bucket = await freshBucket(aws.s3());
    const InventoryConfiguration = { ...documentOf('one'), OptionalFields: ['TestField' as 'Size'] };
    await expect(
      aws
        .s3()
        .send(new PutBucketInventoryConfigurationCommand({ Bucket, Id: 'one', InventoryConfiguration })),
    ).rejects.toMatchObject({ name: 'MalformedXML', $metadata: { httpStatusCode: 400 } });
  });

  it('refuses an id that is not the document’s, or no id at all', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    for (const [Id, inside, name] of [
      ['one', 'two', 'IdMismatch'],
      ['a b', 'a b', 'InvalidArgument'],
    ] as const) {
      await expect(
        s3.send(
          new PutBucketInventoryConfigurationCommand({
            Bucket,
            Id,
            InventoryConfiguration: documentOf(inside),
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
        new PutBucketInventoryConfigurationCommand({
          Bucket,
          Id: 'one',
          InventoryConfiguration: documentOf('one'),
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
