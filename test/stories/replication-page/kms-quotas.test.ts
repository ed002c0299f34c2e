// "AWS KMS transaction quota considerations", sentence by sentence.
import { describe, expect, it } from 'vitest';
import { replicationSuite } from '../../support/replication-suite.ts';

const suite = replicationSuite();
const { fresh } = suite;

describe('AWS KMS transaction quotas', () => {
  it('a throttled object stays PENDING and is replicated when the throttling is over', async () => {
    const setting = await fresh();
    suite.aws.replication.fault(setting.destination, { kind: 'throttle' });
    await setting.putSealed('sealed');
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('PENDING');
    suite.aws.replication.fault(setting.destination, undefined);
    suite.aws.clock.advance(300_000);
    await suite.aws.clock.settle();
    expect((await setting.settled('sealed')).ReplicationStatus).toBe('COMPLETED');
  });

  it('many new objects under KMS may be throttled with 503 Service Unavailable, and a higher quota ends it', async () => {
    const setting = await fresh();
    const { aws } = suite;
    const setQuota = (rate: number | null) =>
      fetch(`${aws.url}/_waxseal/kms/quotas`, {
        method: 'POST',
        body: JSON.stringify({ CryptographicOperationsSymmetric: rate }),
      });
    aws.clock.freeze();
    await setQuota(1);
    await setting.putSealed('first');
    await expect(setting.putSealed('second')).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    expect((await setting.settled('first')).ReplicationStatus).toBe('PENDING');
    await setQuota(null);
    await setting.putSealed('second');
    aws.clock.advance(300_000);
    await aws.clock.settle();
    expect((await setting.settled('first')).ReplicationStatus).toBe('COMPLETED');
    expect((await setting.settled('second')).ReplicationStatus).toBe('COMPLETED');
    aws.clock.thaw();
  });
});
