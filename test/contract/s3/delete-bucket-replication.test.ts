import { DeleteBucketReplicationCommand, GetBucketReplicationCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setReplicationUp } from '../../support/replication.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('DeleteBucketReplication', () => {
  it('answers 204, a second time as well', async () => {
    const { source: Bucket, s3, configure } = await setReplicationUp(aws);
    await configure();
    for (const _ of ['once', 'twice']) {
      const { $metadata } = await s3.send(new DeleteBucketReplicationCommand({ Bucket }));
      expect($metadata.httpStatusCode).toBe(204);
    }
    await expect(s3.send(new GetBucketReplicationCommand({ Bucket }))).rejects.toMatchObject({
      name: 'ReplicationConfigurationNotFoundError',
    });
  });

  it('what was admitted before is replicated all the same; what comes after has no status', async () => {
    const setting = await setReplicationUp(aws);
    await setting.configure();
    aws.replication.pause();
    await setting.put('before');
    await setting.s3.send(new DeleteBucketReplicationCommand({ Bucket: setting.source }));
    await setting.put('after');
    aws.replication.resume();
    expect((await setting.settled('before')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.settled('after')).ReplicationStatus).toBeUndefined();
  });

  it('tells a bucket that is not there', async () => {
    await expect(aws.s3().send(new DeleteBucketReplicationCommand({ Bucket: 'none' }))).rejects.toMatchObject(
      { name: 'NoSuchBucket' },
    );
  });
});
