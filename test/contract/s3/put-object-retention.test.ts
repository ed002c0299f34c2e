import {
  DeleteObjectCommand,
  GetObjectRetentionCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, inDays, suite } from './support.ts';

const on = suite();
const { locked } = on;

describe('PutObjectRetention', () => {
  it('lets compliance only grow', async () => {
    const held = await locked('grows', {
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: inDays(2),
    });
    const retain = (days: number, more: object = {}) =>
      on.s3.send(
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
    const { Retention } = await on.s3.send(new GetObjectRetentionCommand(held));
    expect(Retention?.RetainUntilDate?.getTime()).toBeGreaterThan(inDays(2.5).getTime());
    await expect(
      on.s3.send(new DeleteObjectCommand({ ...held, BypassGovernanceRetention: true })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('changes governance into compliance only for those who may bypass it', async () => {
    const RetainUntilDate = inDays(2);
    const held = await locked('changes', {
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: RetainUntilDate,
    });
    const comply = (more: object = {}) =>
      on.s3.send(
        new PutObjectRetentionCommand({
          ...held,
          Retention: { Mode: 'COMPLIANCE', RetainUntilDate },
          ...more,
        }),
      );
    await expect(comply()).rejects.toMatchObject({ name: 'AccessDenied' });
    await comply({ BypassGovernanceRetention: true });
    const { Retention } = await on.s3.send(new GetObjectRetentionCommand(held));
    expect(Retention?.Mode).toBe('COMPLIANCE');
  });

  it('lets governance give way to those who may bypass it', async () => {
    const held = await locked('gives', {
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: inDays(2),
    });
    const free = (more: object = {}) =>
      on.s3.send(new PutObjectRetentionCommand({ ...held, Retention: {}, ...more }));
    await expect(free()).rejects.toMatchObject({ name: 'AccessDenied' });
    await free({ BypassGovernanceRetention: true });
    await on.s3.send(new DeleteObjectCommand(held));
  });

  it('refuses past dates, unknown modes and buckets without lock', async () => {
    const held = await locked('refuses');
    const retain = (Mode: string, days: number, target: object = held) =>
      on.s3.send(
        new PutObjectRetentionCommand({
          ...(target as typeof held),
          Retention: { Mode: Mode as never, RetainUntilDate: inDays(days) },
        }),
      );
    await expect(retain('GOVERNANCE', -1)).rejects.toMatchObject({
      message: 'The retain until date must be in the future!',
    });
    await expect(retain('HARD', 1)).rejects.toMatchObject({ name: 'MalformedXML' });
    await on.put('free');
    await expect(retain('GOVERNANCE', 1, { Bucket, Key: 'free' })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'Bucket is missing Object Lock Configuration',
    });
  });
});
