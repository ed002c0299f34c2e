import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signedFetch } from '../../support/signed-fetch.ts';
import { inDays } from './support.ts';

const Bucket = 'locked';
let aws: TestServer;
let s3: S3Client;
beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await s3.send(new CreateBucketCommand({ Bucket: 'free' }));
});
afterAll(() => aws.close());

async function put(Key: string, input: object = {}) {
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...input }));
  return { Bucket, Key, VersionId };
}

describe('Object Lock', () => {
  it('holds a version until its date, governance giving way to who may bypass it', async () => {
    const held = await put('governed', {
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: inDays(1),
    });
    await expect(s3.send(new DeleteObjectCommand(held))).rejects.toMatchObject({ name: 'AccessDenied' });
    // A marker only hides it.
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'governed' }));
    await s3.send(new DeleteObjectCommand({ ...held, BypassGovernanceRetention: true }));
  });

  it('lets compliance only grow', async () => {
    const held = await put('complied', {
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: inDays(2),
    });
    const retain = (days: number, more: object = {}) =>
      s3.send(
        new PutObjectRetentionCommand({
          ...held,
          Retention: { Mode: 'COMPLIANCE', RetainUntilDate: inDays(days) },
          ...more,
        }),
      );
    await expect(retain(1, { BypassGovernanceRetention: true })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await retain(3);
    const { Retention } = await s3.send(new GetObjectRetentionCommand(held));
    expect(Retention?.Mode).toBe('COMPLIANCE');
    await expect(
      s3.send(new DeleteObjectCommand({ ...held, BypassGovernanceRetention: true })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('holds what is under legal hold until it is released', async () => {
    const held = await put('hold');
    await s3.send(new PutObjectLegalHoldCommand({ ...held, LegalHold: { Status: 'ON' } }));
    expect(await s3.send(new HeadObjectCommand(held))).toMatchObject({ ObjectLockLegalHoldStatus: 'ON' });
    await expect(s3.send(new DeleteObjectCommand(held))).rejects.toMatchObject({ name: 'AccessDenied' });
    await s3.send(new PutObjectLegalHoldCommand({ ...held, LegalHold: { Status: 'OFF' } }));
    expect((await s3.send(new GetObjectLegalHoldCommand(held))).LegalHold?.Status).toBe('OFF');
    await s3.send(new DeleteObjectCommand(held));
  });

  it('gives new objects the default of the bucket', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'default-lock', ObjectLockEnabledForBucket: true }));
    const ObjectLockConfiguration = {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3 } },
    } as const;
    await s3.send(new PutObjectLockConfigurationCommand({ Bucket: 'default-lock', ObjectLockConfiguration }));
    expect(
      (await s3.send(new GetObjectLockConfigurationCommand({ Bucket: 'default-lock' })))
        .ObjectLockConfiguration,
    ).toEqual(ObjectLockConfiguration);
    await s3.send(new PutObjectCommand({ Bucket: 'default-lock', Key: 'k', Body: 'x' }));
    expect(await s3.send(new HeadObjectCommand({ Bucket: 'default-lock', Key: 'k' }))).toMatchObject({
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: expect.any(Date),
    });
  });

  it('refuses half a retention, a past date, an unknown mode and a bucket without lock', async () => {
    await expect(put('k', { ObjectLockMode: 'GOVERNANCE' })).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
    await expect(
      put('k', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(-1) }),
    ).rejects.toMatchObject({ message: 'The retain until date must be in the future!' });
    await expect(
      put('k', { ObjectLockMode: 'HARD', ObjectLockRetainUntilDate: inDays(1) }),
    ).rejects.toMatchObject({ message: 'Unknown wormMode directive.' });
    const unreadable = await signedFetch(aws, 'PUT', `/${Bucket}/k`, {
      headers: { 'x-amz-object-lock-retain-until-date': 'abc' },
      body: 'x',
    });
    expect(unreadable.text).toContain(
      '<Message>The retain until date must be provided in ISO 8601 format</Message>' +
        '<ArgumentName>x-amz-object-lock-retain-until-date</ArgumentName><ArgumentValue>abc</ArgumentValue>',
    );
    await expect(put('k', { Bucket: 'free', ObjectLockLegalHoldStatus: 'ON' })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'Bucket is missing ObjectLockConfiguration',
    });
    await expect(s3.send(new GetObjectLockConfigurationCommand({ Bucket: 'free' }))).rejects.toMatchObject({
      name: 'ObjectLockConfigurationNotFoundError',
    });
    const plain = await put('plain');
    await expect(s3.send(new GetObjectRetentionCommand(plain))).rejects.toMatchObject({
      name: 'NoSuchObjectLockConfiguration',
    });
  });
});
