import { describe, expect, it } from 'vitest';
import { letOthersIn } from '../../../../src/platform/turns/let-others-in.ts';

describe('letting others in', () => {
  it('waits for a turn of theirs, and no longer when they want nothing', async () => {
    let turns = 0;
    setImmediate(() => {
      turns += 1;
    });
    await letOthersIn(1_000_000);
    expect(turns).toBe(1);
  });
});
