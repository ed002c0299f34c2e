// How long a client may take: told with a watch that the test turns on.
import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/services/ses/receiving/smtp-pace.ts';

describe('the pace of a client', () => {
  const watched = () => {
    let now = 0;
    const start = () => {
      const begin = now;
      return () => now - begin;
    };
    const pace = new Pace(60_000, start);
    return {
      pace,
      heardAfter: (ms: number, bytes: number) => {
        now += ms;
        return pace.heard(bytes);
      },
    };
  };

  it('is ten silences for a message, however few its bytes', () => {
    const { heardAfter } = watched();
    for (let minute = 1; minute < 10; minute += 1) expect(heardAfter(60_000, 1)).toBe(true);
    expect(heardAfter(60_100, 1)).toBe(false);
  });

  it('is a second more for each kilobyte, so that 40 MB may take hours', () => {
    const { heardAfter } = watched();
    let seconds = 0;
    while (seconds < 40_000 && heardAfter(1_000, 1_000)) seconds += 1;
    expect(seconds).toBe(40_000);
  });

  it('begins anew with each message', () => {
    const { pace, heardAfter } = watched();
    for (let message = 0; message < 100; message += 1) {
      expect(heardAfter(590_000, 100)).toBe(true);
      pace.begin();
    }
  });
});
