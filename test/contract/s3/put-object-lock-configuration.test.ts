import { HeadObjectCommand, PutObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const on = suite();

const configure = (name: string, DefaultRetention: object) =>
  on.s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket: name,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
    }),
  );

describe('PutObjectLockConfiguration', () => {
  it('gives new objects its default retention', async () => {
    const name = await on.bucket('by-default', { versioned: true });
    await configure(name, { Mode: 'GOVERNANCE', Days: 3 });
    await on.put('k', 'x', { Bucket: name });
    expect(await on.s3.send(new HeadObjectCommand({ Bucket: name, Key: 'k' }))).toMatchObject({
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: expect.any(Date),
    });
  });

  it('tells a body that is not there from an empty document (verified on AWS by moto)', async () => {
    const name = await on.bucket('bodiless', { versioned: true });
    await expect(on.s3.send(new PutObjectLockConfigurationCommand({ Bucket: name }))).rejects.toMatchObject({
      name: 'MissingRequestBodyError',
      message: 'Request Body is empty',
      ...status(400),
    });
    await expect(
      on.s3.send(new PutObjectLockConfigurationCommand({ Bucket: name, ObjectLockConfiguration: {} })),
    ).rejects.toMatchObject({ name: 'MalformedXML' });
  });

  it('refuses both days and years, no period, and a bucket without versioning', async () => {
    const name = await on.bucket('refusing', { locked: true });
    await expect(configure(name, { Mode: 'GOVERNANCE', Days: 1, Years: 1 })).rejects.toMatchObject({
      name: 'MalformedXML',
    });
    await expect(configure(name, { Mode: 'HARD', Days: 1 })).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(configure(name, { Mode: 'GOVERNANCE', Days: 0 })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Default retention period must be a positive integer value.',
    });
    await expect(configure(Bucket, { Mode: 'GOVERNANCE', Days: 1 })).rejects.toMatchObject({
      name: 'InvalidBucketState',
      ...status(409),
    });
  });
});
