import { GetObjectLegalHoldCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { suite } from './support.ts';

const on = suite();
const { locked } = on;

describe('GetObjectLegalHold', () => {
  it('tells the hold, where it was ever set', async () => {
    const held = await locked('held', { ObjectLockLegalHoldStatus: 'ON' });
    expect((await on.s3.send(new GetObjectLegalHoldCommand(held))).LegalHold?.Status).toBe('ON');
    const free = await locked('unheld');
    await expect(on.s3.send(new GetObjectLegalHoldCommand(free))).rejects.toMatchObject({
      name: 'NoSuchObjectLockConfiguration',
    });
  });
});
