import { GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const on = suite();

describe('GetObjectLockConfiguration', () => {
  it('tells the configuration of a locked bucket only', async () => {
    const name = await on.bucket('locked', { locked: true });
    const { ObjectLockConfiguration } = await on.s3.send(
      new GetObjectLockConfigurationCommand({ Bucket: name }),
    );
    expect(ObjectLockConfiguration).toEqual({ ObjectLockEnabled: 'Enabled' });
    await expect(on.s3.send(new GetObjectLockConfigurationCommand({ Bucket }))).rejects.toMatchObject({
      name: 'ObjectLockConfigurationNotFoundError',
      ...status(404),
    });
  });
});
