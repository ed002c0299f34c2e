// Which version an event names, and where it names none.
import { DeleteObjectCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { listenTo } from './notification-support.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const versioned = { Status: 'Enabled' } as const;

async function heardBucket(events: readonly string[]) {
  const s3 = aws.s3();
  const Bucket = await freshBucket(s3);
  return { s3, Bucket, ...(await listenTo(aws, s3, Bucket, events)) };
}

describe('S3 events', () => {
  it('tell of delete markers and removed versions by their ids, later ones with the greater sequencer', async () => {
    const { s3, Bucket, heard } = await heardBucket(['s3:ObjectCreated:*', 's3:ObjectRemoved:*']);
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: versioned }));
    const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'something' }));
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: put.VersionId }));
    const records = await heard();
    expect(records.map(({ eventName, s3: { object } }) => [eventName, object.versionId])).toEqual([
      ['ObjectCreated:Put', put.VersionId],
      ['ObjectRemoved:DeleteMarkerCreated', marker.VersionId],
      ['ObjectRemoved:Delete', put.VersionId],
    ]);
    expect(records[1]?.s3.object.eTag).toBe('d41d8cd98f00b204e9800998ecf8427e');
    const sequencers = records.map(({ s3: { object } }) => object.sequencer);
    expect(sequencers).toEqual([...sequencers].sort());
    expect(new Set(sequencers).size).toBe(3);
  });

  it('tell no version id of a null version', async () => {
    const { s3, Bucket, heard } = await heardBucket(['s3:ObjectCreated:*', 's3:ObjectRemoved:*']);
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: versioned }));
    const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'first' }));
    const VersioningConfiguration = { Status: 'Suspended' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'second' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: put.VersionId }));
    const [, second, deleted] = await heard();
    expect(second?.s3.object).not.toHaveProperty('versionId');
    expect(deleted?.s3.object.versionId).toBe(put.VersionId);
  });
});
