// "How default bucket encryption affects replication", sentence by sentence.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { replicationSuite } from '../../support/replication-suite.ts';
import { bodyIn, generateFor, leaveUnencrypted, useDefaultEncryption } from './page.ts';

const suite = replicationSuite();
const { fresh } = suite;

describe('since 5 January 2023 every new object is encrypted', () => {
  it('with SSE-S3 where nobody says otherwise, and the answer of the API says so', async () => {
    const setting = await fresh();
    await setting.put('plain');
    expect((await setting.settled('plain')).ServerSideEncryption).toBe('AES256');
    expect(await setting.replica('plain')).toMatchObject({
      ServerSideEncryption: 'AES256',
      ReplicationStatus: 'REPLICA',
    });
  });

  it('and the status of that automatic encryption stands in the logs of CloudTrail', async () => {
    const setting = await fresh();
    await setting.put('logged');
    const answer = await fetch(`${suite.aws.url}/_waxseal/events`);
    const { events } = (await answer.json()) as { events: { eventName: string }[] };
    expect(events.findLast(({ eventName }) => eventName === 'PutObject')).toMatchObject({
      requestParameters: { bucketName: setting.source, key: 'logged' },
      additionalEventData: { SSEApplied: 'Default_SSE_S3' },
    });
  });
});

describe('how default encryption of the destination bucket affects replication', () => {
  it('objects under SSE-S3 keep SSE-S3: the default settings of the destination are not used', async () => {
    const setting = await fresh();
    await useDefaultEncryption(setting, 'aws:kms', setting.replicaKey);
    await setting.put('sse-s3');
    const source = await setting.settled('sse-s3');
    const replica = await setting.replica('sse-s3');
    expect(source.ReplicationStatus).toBe('COMPLETED');
    expect(replica.ServerSideEncryption).toBe('AES256');
    expect(replica.ETag).toBe(source.ETag);
  });

  it('objects under SSE-KMS keep SSE-KMS, under the rule’s key and not the default’s', async () => {
    const setting = await fresh();
    await useDefaultEncryption(setting, 'AES256');
    await setting.putSealed('sealed');
    const source = await setting.settled('sealed');
    expect(source).toMatchObject({ ReplicationStatus: 'COMPLETED', SSEKMSKeyId: setting.sourceKey });
    const replica = await setting.replica('sealed');
    expect(replica).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: setting.replicaKey,
      ReplicationStatus: 'REPLICA',
    });
    expect(replica.VersionId).toBe(source.VersionId);
    expect(replica.ETag).toBe(source.ETag);
    expect(await bodyIn(setting, 'sealed')).toBe('body of sealed');
  });

  it('unencrypted objects are encrypted by the destination’s default, SSE-S3 where it has none', async () => {
    const setting = await fresh();
    await leaveUnencrypted(suite.aws, setting);
    await setting.put('plain');
    const source = await setting.settled('plain');
    expect(source.ReplicationStatus).toBe('COMPLETED');
    expect(source.ServerSideEncryption).toBeUndefined();
    expect((await setting.replica('plain')).ServerSideEncryption).toBe('AES256');
    expect(await bodyIn(setting, 'plain')).toBe('body of plain');
  });

  it.each(['aws:kms', 'aws:kms:dsse'] as const)(
    'under a default of %s their ETags differ from the source objects’',
    async (algorithm) => {
      const setting = await fresh();
      await leaveUnencrypted(suite.aws, setting);
      await useDefaultEncryption(setting, algorithm, setting.replicaKey);
      await setting.setPolicy({ generate: generateFor(setting) });
      await setting.put('plain');
      const source = await setting.settled('plain');
      expect(source.ReplicationStatus).toBe('COMPLETED');
      expect(source.ETag).toBe(`"${createHash('md5').update('body of plain').digest('hex')}"`);
      const replica = await setting.replica('plain');
      expect(replica).toMatchObject({ ServerSideEncryption: algorithm, SSEKMSKeyId: setting.replicaKey });
      expect(replica.VersionId).toBe(source.VersionId);
      expect(replica.ETag).toMatch(/^"[0-9a-f]{32}"$/);
      expect(replica.ETag).not.toBe(source.ETag);
      expect(await bodyIn(setting, 'plain')).toBe('body of plain');
    },
  );

  it('objects under DSSE-KMS keep DSSE-KMS', async () => {
    const setting = await fresh();
    await useDefaultEncryption(setting, 'aws:kms', setting.replicaKey);
    await setting.putSealed('twice', { ServerSideEncryption: 'aws:kms:dsse' });
    expect((await setting.settled('twice')).ReplicationStatus).toBe('COMPLETED');
    expect(await setting.replica('twice')).toMatchObject({
      ServerSideEncryption: 'aws:kms:dsse',
      SSEKMSKeyId: setting.replicaKey,
    });
    expect(await bodyIn(setting, 'twice')).toBe('body of twice');
  });
});
