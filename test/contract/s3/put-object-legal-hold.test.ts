import { DeleteObjectCommand, HeadObjectCommand, PutObjectLegalHoldCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { suite } from './support.ts';

const on = suite();
const { locked } = on;

describe('PutObjectLegalHold', () => {
  it('holds a version until it is released', async () => {
    const held = await locked('held');
    const hold = (Status: string) =>
      on.s3.send(new PutObjectLegalHoldCommand({ ...held, LegalHold: { Status: Status as never } }));
    await hold('ON');
    expect((await on.s3.send(new HeadObjectCommand(held))).ObjectLockLegalHoldStatus).toBe('ON');
    await expect(on.s3.send(new DeleteObjectCommand(held))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(hold('MAYBE')).rejects.toMatchObject({ name: 'MalformedXML' });
    await hold('OFF');
    await on.s3.send(new DeleteObjectCommand(held));
  });
});
