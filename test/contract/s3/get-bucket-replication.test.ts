import { CreateBucketCommand, GetBucketReplicationCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setReplicationUp } from '../../support/replication.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signedFetch } from '../../support/signed-fetch.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetBucketReplication', () => {
  it('answers AWS’s document: its root, its namespace, an empty Filter', async () => {
    const { source, configure } = await setReplicationUp(aws);
    await configure();
    const { status, text } = await signedFetch(aws, 'GET', `/${source}`, { query: { replication: '' } });
    expect(status).toBe(200);
    expect(text).toContain('<ReplicationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">');
    expect(text).toMatch(/<Filter\/>|<Filter><\/Filter>/);
  });

  it('tells a bucket without rules from a bucket that is not there', async () => {
    const s3 = aws.s3();
    await s3.send(new CreateBucketCommand({ Bucket: 'bare' }));
    await expect(s3.send(new GetBucketReplicationCommand({ Bucket: 'bare' }))).rejects.toMatchObject({
      name: 'ReplicationConfigurationNotFoundError',
      message: 'The replication configuration was not found',
      BucketName: 'bare',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(s3.send(new GetBucketReplicationCommand({ Bucket: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      BucketName: 'none',
    });
  });

  it('is refused to a stranger', async () => {
    const { source } = await setReplicationUp(aws);
    const stranger = aws.s3({ account: '999999999999' });
    await expect(stranger.send(new GetBucketReplicationCommand({ Bucket: source }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});
