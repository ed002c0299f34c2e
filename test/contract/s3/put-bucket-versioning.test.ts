import { GetBucketVersioningCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const on = suite();

const set = (Status: string | undefined, name = Bucket) =>
  on.s3.send(
    new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: Status as never } }),
  );

describe('PutBucketVersioning', () => {
  it('is enabled and suspended, but never unset', async () => {
    for (const Status of ['Enabled', 'Suspended', 'Enabled']) {
      await set(Status);
      expect((await on.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe(Status);
    }
    await expect(set(undefined)).rejects.toMatchObject({ name: 'IllegalVersioningConfigurationException' });
    await expect(set('Off')).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(set('Enabled', 'absent-bucket')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('cannot be suspended under Object Lock', async () => {
    const locked = await on.bucket('locked', { locked: true });
    await expect(set('Suspended', locked)).rejects.toMatchObject({
      name: 'InvalidBucketState',
      ...status(409),
    });
  });

  it('cannot ask for MFA Delete, for nobody has a device here', async () => {
    const unguarded = await on.bucket('unguarded');
    const VersioningConfiguration = { Status: 'Enabled', MFADelete: 'Enabled' } as const;
    await expect(
      on.s3.send(new PutBucketVersioningCommand({ Bucket: unguarded, VersioningConfiguration })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Mfa Authentication must be used for this request',
      ...status(403),
    });
    expect((await on.s3.send(new GetBucketVersioningCommand({ Bucket: unguarded }))).Status).toBeUndefined();
  });
});
