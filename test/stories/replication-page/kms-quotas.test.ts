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
});
