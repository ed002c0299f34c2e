// What bucket policies may ask of a write beside its encryption: a condition, a retention within bounds.
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { suite } from './support.ts';

const on = suite();
const denied = { name: 'AccessDenied' };
const DAY = 86_400_000;

async function bucketThatDenies(Bucket: string, ...statements: object[]) {
  await on.s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  const Statement = statements.map((statement) => ({
    Effect: 'Deny',
    Principal: '*',
    Resource: `arn:aws:s3:::${Bucket}/*`,
    ...statement,
  }));
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await on.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}

describe('a policy that enforces conditional writes (conditional-writes-enforce)', () => {
  const Bucket = 'conditional-only';
  const where = { Bucket, Key: 'k' };

  it('refuses what is put or copied without a condition, and takes what has one', async () => {
    await bucketThatDenies(Bucket, {
      Action: 's3:PutObject',
      Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    });
    await expect(on.s3.send(new PutObjectCommand({ ...where, Body: 'x' }))).rejects.toMatchObject(denied);
    await on.s3.send(new PutObjectCommand({ ...where, Body: 'x', IfNoneMatch: '*' }));
    const copy = new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/k` });
    await expect(on.s3.send(copy)).rejects.toMatchObject(denied);
  });

  it('lets parts come without one, and asks it of the completion', async () => {
    const upload = { Bucket, Key: 'multipart' };
    const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand(upload));
    const part = { ...upload, UploadId, PartNumber: 1 };
    await on.s3.send(new UploadPartCopyCommand({ ...part, CopySource: `${Bucket}/k` }));
    const { ETag } = await on.s3.send(new UploadPartCommand({ ...part, Body: 'part' }));
    const whole = { ...upload, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } };
    await expect(on.s3.send(new CompleteMultipartUploadCommand(whole))).rejects.toMatchObject(denied);
    await on.s3.send(new CompleteMultipartUploadCommand({ ...whole, IfNoneMatch: '*' }));
  });

  it('knows the value of the condition', async () => {
    await bucketThatDenies('known-etag-only', {
      Action: 's3:PutObject',
      Condition: { StringNotEquals: { 's3:if-match': '"9dd4e461268c8034f5c8564e155c67a6"' } },
    });
    const put = (IfMatch: string) =>
      on.s3.send(new PutObjectCommand({ Bucket: 'known-etag-only', Key: 'k', Body: 'x', IfMatch }));
    await expect(put('"other"')).rejects.toMatchObject(denied);
    await expect(put('"9dd4e461268c8034f5c8564e155c67a6"')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('a policy that enforces conditional deletes (conditional-delete-enforce)', () => {
  it('refuses what is deleted without a condition, alone or among many, and takes what has one', async () => {
    const Bucket = 'conditional-deletes';
    await bucketThatDenies(Bucket, {
      Action: 's3:DeleteObject',
      Condition: { Null: { 's3:if-match': 'true' } },
    });
    const { ETag } = await on.s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const remove = (IfMatch?: string) => on.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', IfMatch }));
    const removeAmongMany = (ETag?: string) =>
      on.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'k', ETag }] } }));
    await expect(remove()).rejects.toMatchObject(denied);
    expect((await removeAmongMany()).Errors).toMatchObject([{ Code: 'AccessDenied' }]);
    await remove('*');
    await on.s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    expect((await removeAmongMany(ETag)).Deleted).toMatchObject([{ Key: 'k', DeleteMarker: true }]);
  });
});

describe('a policy that bounds retentions (object-lock-managing)', () => {
  it('counts the days that remain, of a write and of a later retention', async () => {
    const Bucket = 'ten-days-at-most';
    await bucketThatDenies(Bucket, {
      Action: ['s3:PutObject', 's3:PutObjectRetention'],
      Condition: { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': '10' } },
    });
    const until = (days: number) => new Date(on.aws.clock.now() + days * DAY);
    const put = (days: number) =>
      on.s3.send(
        new PutObjectCommand({
          Bucket,
          Key: 'k',
          Body: 'x',
          ObjectLockMode: 'GOVERNANCE',
          ObjectLockRetainUntilDate: until(days),
        }),
      );
    await expect(put(11.5)).rejects.toMatchObject(denied);
    await put(10);
    const retain = (days: number) =>
      on.s3.send(
        new PutObjectRetentionCommand({
          Bucket,
          Key: 'k',
          Retention: { Mode: 'GOVERNANCE', RetainUntilDate: until(days) },
        }),
      );
    await expect(retain(12)).rejects.toMatchObject(denied);
    await retain(10);
  });
});
