import { describe, expect, it } from 'vitest';
import { MoveableClock } from '../../../src/platform/clock.ts';

const DAY = 86_400_000;

describe('the moveable clock', () => {
  it('runs a job when its time is moved past, earliest first, and once', async () => {
    const clock = new MoveableClock();
    const ran: string[] = [];
    clock.at(clock.now() + 2 * DAY, () => void ran.push('second'));
    clock.at(clock.now() + DAY, () => void ran.push('first'));
    clock.at(clock.now() + 30 * DAY, () => void ran.push('later'));
    clock.advance(3 * DAY);
    await clock.settle();
    expect(ran).toEqual(['first', 'second']);
    clock.advance(DAY);
    expect(ran).toEqual(['first', 'second']);
    await clock.stop();
  });

  it('does not run a cancelled job', async () => {
    const clock = new MoveableClock();
    const ran: string[] = [];
    const cancel = clock.at(clock.now() + DAY, () => void ran.push('cancelled'));
    cancel();
    clock.advance(2 * DAY);
    await clock.settle();
    expect(ran).toEqual([]);
  });

  it('settles only when the jobs that jobs started are done too', async () => {
    const clock = new MoveableClock();
    const ran: string[] = [];
    clock.at(clock.now(), async () => {
      await Promise.resolve();
      ran.push('parent');
      clock.at(clock.now(), async () => {
        await Promise.resolve();
        ran.push('child');
      });
    });
    await clock.settle();
    expect(ran).toEqual(['parent', 'child']);
  });

  it('stands still while frozen and goes on from there', () => {
    const clock = new MoveableClock();
    clock.freeze();
    const frozen = clock.now();
    clock.advance(DAY);
    expect(clock.now()).toBe(frozen + DAY);
    clock.thaw();
    expect(clock.now()).toBeGreaterThanOrEqual(frozen + DAY);
    clock.reset();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(DAY);
  });

  it('reports a job that rejects and goes on', async () => {
    const failures: unknown[] = [];
    const clock = new MoveableClock((error) => failures.push(error));
    const ran: string[] = [];
    clock.at(clock.now(), () => Promise.reject(new Error('first')));
    clock.at(clock.now(), () => {
      throw new Error('second');
    });
    clock.at(clock.now(), () => void ran.push('third'));
    await clock.settle();
    expect(failures.map(String).sort()).toEqual(['Error: first', 'Error: second']);
    expect(ran).toEqual(['third']);
  });
});
