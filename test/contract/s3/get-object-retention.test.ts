import { GetObjectRetentionCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, inDays, status, suite } from './support.ts';

const on = suite();
const { locked } = on;

describe('GetObjectRetention', () => {
  it('tells mode and date, where there are any', async () => {
    const ObjectLockRetainUntilDate = inDays(1);
    const held = await locked('held', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate });
    const { Retention } = await on.s3.send(new GetObjectRetentionCommand(held));
    expect(Retention?.Mode).toBe('GOVERNANCE');
    const free = await locked('unheld');
    await expect(on.s3.send(new GetObjectRetentionCommand(free))).rejects.toMatchObject({
      name: 'NoSuchObjectLockConfiguration',
      ...status(404),
    });
    await on.put('plain');
    await expect(on.s3.send(new GetObjectRetentionCommand({ Bucket, Key: 'plain' }))).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
  });
});
